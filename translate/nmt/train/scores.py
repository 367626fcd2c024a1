#!/usr/bin/env python3
"""scores.py: BLEU and chrF of translations, as sacrebleu computes them by default.

    scores.py HYPOTHESES REFERENCES        two text files, line by line

BLEU (Papineni et al. 2002) with the tokenization "13a" of mteval-v13a.pl, case
kept, exponential smoothing of orders without a match (Chen and Cherry 2014,
method 3). chrF (Popovic 2015) with character n-grams up to 6 without white
space, beta 2, from the mean precision and the mean recall over the orders.
One reference a line. test_scores.py checks both by hand.
"""
import collections
import math
import re
import sys

ESCAPES = (('<skipped>', ''), ('-\n', ''), ('\n', ' '), ('&quot;', '"'), ('&amp;', '&'), ('&lt;', '<'), ('&gt;', '>'))
SPLITS = ((re.compile(r'([\{-\~\[-\` -\&\(-\+\:-\@\/])'), r' \1 '),
          (re.compile(r'([^0-9])([\.,])'), r'\1 \2 '),
          (re.compile(r'([\.,])([^0-9])'), r' \1 \2'),
          (re.compile(r'([0-9])(-)'), r'\1 \2 '))


def tokens(line):
    """The words of a line in the tokenization 13a."""
    for a, b in ESCAPES:
        line = line.replace(a, b)
    line = f' {line} '
    for pattern, by in SPLITS:
        line = pattern.sub(by, line)
    return line.split()


def ngrams(sequence, n):
    return collections.Counter(tuple(sequence[i:i + n]) for i in range(len(sequence) - n + 1))


def bleu(hypotheses, references, order=4):
    """Corpus BLEU in [0,100]."""
    hits, totals, length, reference_length = [0] * order, [0] * order, 0, 0
    for hyp, ref in zip(map(tokens, hypotheses), map(tokens, references), strict=True):
        length, reference_length = length + len(hyp), reference_length + len(ref)
        for n in range(order):
            a, b = ngrams(hyp, n + 1), ngrams(ref, n + 1)
            hits[n] += sum((a & b).values())
            totals[n] += max(0, len(hyp) - n)
    if not hits[0] or not all(totals):
        return 0.0
    log, missing = 0.0, 1.0
    for hit, total in zip(hits, totals):
        if hit == 0:
            missing *= 2
            log += math.log(1 / (missing * total))
        else:
            log += math.log(hit / total)
    return 100 * min(1.0, math.exp(1 - reference_length / length)) * math.exp(log / order)


def chrf(hypotheses, references, order=6, beta=2.0):
    """Corpus chrF in [0,100]."""
    hits, made, wanted = [0] * order, [0] * order, [0] * order
    for hyp, ref in zip(hypotheses, references, strict=True):
        hyp, ref = ''.join(hyp.split()), ''.join(ref.split())
        for n in range(order):
            a, b = ngrams(hyp, n + 1), ngrams(ref, n + 1)
            hits[n] += sum((a & b).values())
            made[n] += sum(a.values())
            wanted[n] += sum(b.values())
    orders = [(h / m, h / w) for h, m, w in zip(hits, made, wanted) if m and w]
    if not orders:
        return 0.0
    precision, recall = (sum(x) / len(orders) for x in zip(*orders))
    if precision + recall == 0:
        return 0.0
    return 100 * (1 + beta**2) * precision * recall / (beta**2 * precision + recall)


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    hyp, ref = ([line.rstrip('\n') for line in open(name, encoding='utf8')] for name in sys.argv[1:])
    print(f'BLEU {bleu(hyp, ref):.2f} chrF {chrf(hyp, ref):.2f} lines {len(hyp)}')


if __name__ == '__main__':
    main()
