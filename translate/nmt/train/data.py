"""Token arrays: files of sentence pairs, batches of them on the training device.

A file (.npz) holds for each language `en` and `id` the tokens of all lines
back to back (uint16, every line closed by </s>) and `en_off`, `id_off`, where
lines start (n + 1 offsets); `rep`, if there, says how often an epoch shows a line.
"""
import lzma
import os
import re

import numpy as np

EOS, UNK = 0, 1
OTHER = {'en': 'id', 'id': 'en'}
# The first source token of a model of both directions names the language to
# translate into (Johnson et al. 2017). These ids are byte pieces that no text has.
TAGS = {'en': 3, 'id': 4}


def directions(pair):
    """[(from, to), ...] of 'en-id', 'id-en' or 'both'."""
    if pair == 'both':
        return [('en', 'id'), ('id', 'en')]
    source, target = pair.split('-')
    return [(source, target)]


def open_text(name):
    return lzma.open(name, 'rt', encoding='utf8') if name.endswith('.xz') else open(name, encoding='utf8')


def flatten(rows):
    """Lists of ids as (tokens back to back, n + 1 offsets)."""
    offsets = np.zeros(len(rows) + 1, np.int64)
    np.cumsum([len(r) for r in rows], out=offsets[1:])
    return np.fromiter((t for r in rows for t in r), np.uint16, int(offsets[-1])), offsets


def write_atomically(path, save):
    """Calls save(temporary path), which keeps the ending of `path`, then moves the file into place."""
    stem, ending = os.path.splitext(path)
    temporary = f'{stem}.partial{ending}'
    save(temporary)
    os.replace(temporary, path)


def pad(rows, device):
    """Lists of ids as (ids (B,T), mask (B,T), True where there is a token)."""
    import torch
    width = max(map(len, rows))
    ids, mask = np.zeros((len(rows), width), np.int64), np.zeros((len(rows), width), bool)
    for i, row in enumerate(rows):
        ids[i, :len(row)] = row
        mask[i, :len(row)] = True
    return torch.from_numpy(ids).to(device), torch.from_numpy(mask).to(device)


def parse_source(text):
    """NAME[@TIMES][:FROM-TO] as (name, times, direction or '')."""
    m = re.fullmatch(r'(.+?)(?:@([0-9.]+))?(?::(en-id|id-en))?', text)
    return m[1], float(m[2] or 1), m[3] or ''


class Pairs:
    """Sentence pairs of several files, held on the training device, where batches are gathered."""

    def __init__(self, specs, pair, device, say=print):
        import torch
        parts = {name: [] for name in ('source', 'target', 'source_at', 'target_at', 'tag')}
        times, lengths = [], {'source': [], 'target': []}
        size = {'source': 0, 'target': 0}
        for name, weight, only in map(parse_source, specs):
            with np.load(name) as z:
                file = {k: z[k] for k in z.files}
            for source, target in directions(pair):
                if only and only != f'{source}-{target}':
                    continue
                n = len(file['en_off']) - 1
                times.append(file.get('rep', np.ones(n)).astype(np.float32) * weight)
                for side, lang in (('source', source), ('target', target)):
                    parts[side].append(file[lang].astype(np.int32))
                    parts[side + '_at'].append(file[lang + '_off'][:-1] + size[side])
                    lengths[side].append(np.diff(file[lang + '_off']))
                    size[side] += len(file[lang])
                parts['tag'].append(np.full(n, TAGS[target], np.int64))
                say(f'{os.path.basename(name)} {source}-{target}: {n} pairs, {times[-1].sum():.0f} an epoch')
        self.device, self.tagged = device, pair == 'both'
        self.times = np.concatenate(times)
        self.lengths = {side: np.concatenate(x) for side, x in lengths.items()}
        self.on_device = {k: torch.from_numpy(np.concatenate(v)).to(device) for k, v in parts.items()}
        self.length_on_device = {side: torch.from_numpy(x).to(device) for side, x in self.lengths.items()}

    def epoch(self, seed, tokens):
        """Arrays of pair numbers: batches of like lengths, rows x longest side <= tokens, in random order."""
        rng = np.random.default_rng(seed)
        times = self.times.astype(np.int64) + (rng.random(len(self.times)) < self.times % 1)
        index = np.repeat(np.arange(len(times)), times)
        longest = np.maximum(self.lengths['source'], self.lengths['target'])[index]
        order = np.argsort(longest + 1.5 * rng.random(len(index)) + 0.02 * self.lengths['source'][index], kind='stable')
        index, longest = index[order], longest[order].tolist()
        out, start, width = [], 0, 0
        for i, n in enumerate(longest):
            width = max(width, n)
            if (i - start + 1) * width > tokens and i > start:
                out.append(index[start:i])
                start, width = i, n
        if start < len(index):
            out.append(index[start:])
        rng.shuffle(out)
        return out

    def batch(self, index):
        """(source ids (B,S), source mask, target ids (B,T), target mask) of the numbered pairs."""
        import torch
        rows = torch.from_numpy(index).to(self.device, non_blocking=True)
        source, source_mask = self.gather('source', rows, index, 1 if self.tagged else 0)
        if self.tagged:
            source = torch.cat([self.on_device['tag'][rows][:, None], source], 1)
            source_mask = torch.nn.functional.pad(source_mask, (1, 0), value=True)
        return source, source_mask, *self.gather('target', rows, index, 0)

    def gather(self, side, rows, index, room):
        """Ids and mask of one side; on a GPU `width + room` is a multiple of 8, as its kernels like it."""
        import torch
        width = int(self.lengths[side][index].max())
        if self.device.type == 'cuda':
            width = -(-(width + room) // 8) * 8 - room
        tokens, at = self.on_device[side], torch.arange(width, device=self.device)
        mask = at < self.length_on_device[side][rows][:, None]
        ids = tokens[(self.on_device[side + '_at'][rows][:, None] + at).clamp(max=len(tokens) - 1)].long()
        return ids.masked_fill(~mask, EOS), mask
