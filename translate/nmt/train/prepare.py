#!/usr/bin/env python3
"""prepare.py: sentence pairs in, a folder of token arrays out.

    prepare.py -o FOLDER [options] PAIRS.tsv[.xz] ...

PAIRS has the columns source, English, Indonesian, domain. FOLDER gets
vocab.spm (SentencePiece), data.npz (tokens of the pairs), mono.npz (tokens of
--mono-en and --mono-id), dev.tsv and stats.json, which names every source with
the pairs kept of it. All later steps read this folder alone.

Ids are Marian's: </s> 0, <unk> 1, neither <s> nor a piece for padding.
"""
import argparse
import collections
import io
import json
import os
import typing

import numpy as np

import cleaning
from cleaning import key, stable_hash, tidy
from data import EOS, UNK, flatten, open_text


class Pair(typing.NamedTuple):
    """A sentence pair that is kept, and how often an epoch shows it."""
    en: str
    id: str
    domain: str
    times: int
    source: str


def read_pairs(names):
    """Rows [source, English, Indonesian, domain] of all files."""
    return [f for name in names for f in (line.rstrip('\n').split('\t') for line in open_text(name)) if len(f) == 4]


def read_excluded(names):
    """Keys of all lines of evaluation sets: rows like those of PAIRS, or plain columns of text."""
    out = set()
    for name in names:
        for line in open_text(name):
            fields = line.rstrip('\n').split('\t')
            out.update(map(key, fields[1:3] if len(fields) >= 4 else fields))
    return out - {''}


class Selection:
    """Takes rows one after the other and keeps the fit ones within the caps."""

    def __init__(self, excluded, args):
        self.excluded, self.args = excluded, args
        self.seen, self.uses, self.short = set(), {'en': collections.Counter(), 'id': collections.Counter()}, 0
        self.counts = collections.Counter()      # reason -> rows

    def add(self, source, en, idn, domain):
        """The Pair, or None with the reason counted."""
        filled = cleaning.fill_slots(en, idn)
        if filled is None:
            return self.refuse('placeholders')
        en, idn = filled
        bad = cleaning.problem(en, idn)
        if bad:
            return self.refuse(bad)
        en_key, id_key = key(en), key(idn)
        if en_key in self.excluded or id_key in self.excluded:
            return self.refuse('excluded')
        most = self.args.same
        if (en_key, id_key) in self.seen or self.uses['en'][en_key] >= most or self.uses['id'][id_key] >= most:
            return self.refuse('duplicate')
        if len(en_key.split()) < 4 and 'conversational' not in domain:
            if self.short >= self.args.short_cap:
                return self.refuse('short beyond the cap')
            self.short += 1
        self.seen.add((en_key, id_key))
        self.uses['en'][en_key] += 1
        self.uses['id'][id_key] += 1
        times = self.times(domain, stable_hash(en_key + id_key) / 2**32)
        return Pair(en, idn, domain, times, source) if times else self.refuse('downsampled')

    def times(self, domain, chance):
        """How often an epoch shows a pair of the domain; `chance` in [0,1) settles the fraction."""
        times = 1.0
        for prefix, x in self.args.up:
            if domain.startswith(prefix):
                times = x
        return int(times) + (chance < times - int(times))

    def refuse(self, reason):
        self.counts[reason] += 1


def select(rows, excluded, args):
    """(pairs kept, Counter of what became of all rows). The order is random but fixed, so that caps draw evenly."""
    cased = [r for r in rows if 'lowercased' not in r[0]]
    restore = [cleaning.TrueCaser((r[column] for r in cased), lang) for column, lang in ((1, 'en'), (2, 'id'))]
    selection, pairs = Selection(excluded, args), []
    for source, en, idn, domain in sorted(rows, key=lambda r: stable_hash(r[1] + '\t' + r[2])):
        en, idn = tidy(en), tidy(idn)
        if 'lowercased' in source:
            en, idn = restore[0](en), restore[1](idn)
        pair = selection.add(source, en, idn, domain)
        if pair:
            pairs.append(pair)
    return pairs, collections.Counter(selection.counts, read=len(rows), kept=len(pairs))


def select_monolingual(name, lang, excluded):
    """Sentences of a plain file, or of none: fit ones, each once."""
    out, seen = [], set()
    for line in open_text(name) if name else ():
        line = tidy(line)
        k = key(line)
        if k not in seen and k not in excluded and not cleaning.monolingual_problem(line, lang):
            seen.add(k)
            out.append(line)
    return out


def read_dev(args):
    """(English, Indonesian, domain) of the given evaluation file, in a fixed random order."""
    rows = (line.rstrip('\n').split('\t') for line in open_text(args.dev))
    rows = sorted((r for r in rows if r[0].startswith(args.dev_source)), key=lambda r: stable_hash(r[1]))
    return [(tidy(r[1]), tidy(r[2]), r[3]) for r in rows[:args.dev_size]]


def hold_out_dev(pairs, size):
    """Without an evaluation file: (dev rows, the pairs that share no line with them, keys of the dev lines)."""
    pool = [p for p in pairs if p.domain.startswith('news') and len(p.en.split()) > 5] or pairs
    dev = pool[:min(size, max(50, len(pool) // 20))]
    held = {key(x) for p in dev for x in (p.en, p.id)}
    rest = [p for p in pairs if key(p.en) not in held and key(p.id) not in held]
    return [p[:3] for p in dev], rest, held


def train_vocabulary(path, pairs, mono, args):
    """One unigram vocabulary of both languages (Kudo 2018) with bytes as last resort; every digit is a piece."""
    import sentencepiece
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=vocabulary_lines(pairs, mono), model_writer=model, model_type='unigram', vocab_size=args.vocab,
        normalization_rule_name='nmt_nfkc', byte_fallback=True, character_coverage=0.9999, split_digits=True,
        eos_id=EOS, unk_id=UNK, bos_id=-1, pad_id=-1, input_sentence_size=args.vocab_lines, shuffle_input_sentence=True,
        num_threads=os.cpu_count() or 1, minloglevel=1)
    with open(path, 'wb') as f:
        f.write(model.getvalue())
    return sentencepiece.SentencePieceProcessor(model_file=path)


def vocabulary_lines(pairs, mono):
    for p in pairs:
        for _ in range(min(p.times, 2)):
            yield from (p.en, p.id)
    for lines in mono:
        yield from lines


def encode(vocabulary, lines, limit):
    """Flat tokens of all lines, each closed by </s> and at most `limit` long, and their offsets."""
    rows = []
    for i in range(0, len(lines), 50_000):
        rows += [x[:limit - 1] + [EOS] for x in vocabulary.encode(lines[i:i + 50_000])]
    return flatten(rows)


def statistics(pairs, counts, tokens, mono, mono_tokens, dev, excluded):
    domains, times = collections.Counter(), np.array([p.times for p in pairs])
    for p in pairs:
        domains[p.domain] += p.times
    lengths = np.diff(tokens['en_off']) + np.diff(tokens['id_off'])
    return {
        'counts': dict(counts), 'domains_after_upsampling': dict(domains.most_common()),
        'sources': dict(sorted(collections.Counter(source_name(p.source) for p in pairs).items())),
        'pairs_an_epoch': int(times.sum()), 'tokens_en': len(tokens['en']), 'tokens_id': len(tokens['id']),
        'tokens_an_epoch': int((times * lengths).sum()), 'mono_en': len(mono[0]), 'mono_id': len(mono[1]),
        'mono_tokens': [len(mono_tokens['en']), len(mono_tokens['id'])], 'dev': len(dev), 'excluded_lines': len(excluded)}


def source_name(source):
    """Debian packages count as one source; there are thousands."""
    return source.split(':')[0] if source.startswith('debmo') else source


def main():
    args = arguments()
    os.makedirs(args.out, exist_ok=True)

    def path(name):
        return os.path.join(args.out, name)
    excluded = read_excluded(args.exclude + ([args.dev] if args.dev else []))
    pairs, counts = select(read_pairs(args.pairs), excluded, args)
    if args.dev:
        dev = read_dev(args)
    else:
        dev, pairs, held = hold_out_dev(pairs, args.dev_size)
        excluded |= held
    counts['trained'] = len(pairs)
    mono = [select_monolingual(name, lang, excluded) for name, lang in ((args.mono_en, 'en'), (args.mono_id, 'id'))]

    vocabulary = train_vocabulary(path('vocab.spm'), pairs, mono, args)
    tokens, mono_tokens = {}, {}
    for lang, lines, mono_lines in (('en', [p.en for p in pairs], mono[0]), ('id', [p.id for p in pairs], mono[1])):
        tokens[lang], tokens[lang + '_off'] = encode(vocabulary, lines, args.limit)
        mono_tokens[lang], mono_tokens[lang + '_off'] = encode(vocabulary, mono_lines, args.limit)
    np.savez_compressed(path('data.npz'), **tokens, rep=np.array([p.times for p in pairs], np.uint8))
    np.savez_compressed(path('mono.npz'), **mono_tokens)
    with open(path('dev.tsv'), 'w', encoding='utf8') as f:
        f.writelines('\t'.join(row) + '\n' for row in dev)
    stats = statistics(pairs, counts, tokens, mono, mono_tokens, dev, excluded)
    with open(path('stats.json'), 'w', encoding='utf8') as f:
        json.dump(stats, f, indent=1)
    print(json.dumps({k: stats[k] for k in ('counts', 'pairs_an_epoch', 'tokens_an_epoch', 'mono_en', 'mono_id', 'dev')}))


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('pairs', nargs='+')
    ap.add_argument('-o', '--out', required=True)
    ap.add_argument('--exclude', action='append', default=[], help='evaluation set: rows like PAIRS, or columns of text')
    ap.add_argument('--dev', help='rows like PAIRS, excluded too; default: held out of the news pairs')
    ap.add_argument('--dev-source', default='', help='only the rows of --dev whose source starts so')
    ap.add_argument('--dev-size', type=int, default=1000)
    ap.add_argument('--mono-en', help='English sentences, one a line')
    ap.add_argument('--mono-id', help='Indonesian sentences, one a line')
    ap.add_argument('--vocab', type=int, default=12000, help='pieces')
    ap.add_argument('--vocab-lines', type=int, default=600_000, help='lines that the pieces are learned from, at most')
    ap.add_argument('--short-cap', type=int, default=20_000, help='pairs of fewer than 4 words to keep')
    ap.add_argument('--same', type=int, default=2, help='pairs to keep that share one side')
    ap.add_argument('--limit', type=int, default=128, help='tokens of a line')
    ap.add_argument('--up', default='news=3,government=2,health=2,religious=0.5',
                    help='domain prefix=times; a fraction keeps that share')
    args = ap.parse_args()
    args.up = [(k, float(v)) for k, v in (x.split('=') for x in args.up.split(',') if x)]
    return args


if __name__ == '__main__':
    main()
