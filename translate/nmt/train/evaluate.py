"""Loss and scores on the dev set."""
import torch
import torch.nn.functional as F

import scores
from data import EOS, TAGS, UNK, directions, pad
from model import autocast
from search import decode

LIMIT = 127         # tokens of a line before its </s>
IGNORED = -100      # what F.cross_entropy leaves out


def output_loss(states, table, bias, target, smoothing):
    """Cross-entropy of the output layer with label smoothing (Szegedy et al. 2016)."""
    logits = F.linear(states, table, bias).flatten(0, 1).float()
    return F.cross_entropy(logits, target.flatten(), label_smoothing=smoothing, ignore_index=IGNORED)


def cross_entropy(model, batch, smoothing=0.0, fused=None):
    """Mean loss a target token of (source, source mask, target, target mask).

    `fused` (output_loss, perhaps compiled) takes the padding along, which a GPU likes better than a gather.
    """
    source, source_mask, target, target_mask = batch
    states = model(source, source_mask, target)
    if fused:
        return fused(states, model.table, model.output.bias, target.masked_fill(~target_mask, IGNORED), smoothing)
    return F.cross_entropy(model.logits(states[target_mask]).float(), target[target_mask], label_smoothing=smoothing)


class DevSet:
    """The first lines of dev.tsv (columns English, Indonesian), in every direction of `pair`."""

    def __init__(self, path, vocabulary, pair, lines):
        with open(path, encoding='utf8') as f:
            rows = [line.rstrip('\n').split('\t') for line in f][:lines]
        column = {'en': 0, 'id': 1}
        self.vocabulary, self.parts = vocabulary, []
        self.sources, self.targets = [], []
        for source, target in directions(pair):
            tag = [TAGS[target]] if pair == 'both' else []
            self.parts.append((f'{source}-{target}', [r[column[target]] for r in rows]))
            self.sources += [tag + self.encode(r[column[source]]) for r in rows]
            self.targets += [self.encode(r[column[target]]) for r in rows]

    def encode(self, line):
        return self.vocabulary.encode(line)[:LIMIT] + [EOS]

    @torch.no_grad()
    def loss(self, model, device):
        """Mean cross-entropy a target token, without dropout and smoothing."""
        model.eval()
        total = count = 0.0
        for i in range(0, len(self.sources), 64):
            batch = *pad(self.sources[i:i + 64], device), *pad(self.targets[i:i + 64], device)
            with autocast(device):
                mean = cross_entropy(model, batch)
            n = float(batch[3].sum())
            total, count = total + float(mean) * n, count + n
        model.train()
        return total / count

    def translate(self, model, device):
        """Greedy translations as text."""
        hypotheses = [text(self.vocabulary, ids) for ids in decode(model, self.sources, device)]
        model.train()
        return hypotheses

    def report(self, hypotheses):
        """BLEU and chrF of each direction, in words."""
        out, start = [], 0
        for name, references in self.parts:
            part = hypotheses[start:start + len(references)]
            out.append(f'{name} BLEU {scores.bleu(part, references):.2f} chrF {scores.chrf(part, references):.2f}')
            start += len(references)
        return ', '.join(out)


def text(vocabulary, ids):
    ids = [i for i in ids if i > UNK]
    return vocabulary.decode(ids) if ids else ''
