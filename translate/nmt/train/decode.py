#!/usr/bin/env python3
"""decode.py: translate a side of a token file; the pairs become a token file again.

    decode.py --model final.pt --data data.npz --side en -o synthetic.npz

Over parallel text with a teacher this is sequence-level distillation (Kim and
Rush 2016); over text of the target language it is back-translation (Sennrich
et al. 2016). With --minutes lines are taken in random order, so that the end
of the time leaves out a random part rather than the long lines.
"""
import argparse
import collections
import os
import time

import numpy as np

from data import EOS, OTHER, TAGS, flatten, write_atomically
from model import load, pick_device
from search import decode

SLICE = 20_000      # lines that are sorted by length at a time


def plausible(source, target):
    """Whether the translation is complete, of a likely length and without loops."""
    if len(target) < 2 or target[-1] != EOS:
        return False
    if max(len(source), len(target)) > 8 and not 0.4 <= len(target) / len(source) <= 2.2:
        return False
    return max(collections.Counter(zip(target, target[1:])).values()) <= 4


def read_side(path, side, longest, most):
    """(numbers of the lines, their tokens, repetitions of all lines)."""
    with np.load(path) as z:
        tokens, at = z[side], z[side + '_off']
        times = z['rep'] if 'rep' in z.files else np.ones(len(at) - 1, np.uint8)
    numbers = np.nonzero(np.diff(at) <= longest)[0]
    if most and most < len(numbers):        # lines that count more come first
        chance = np.random.default_rng(2).random(len(numbers))
        numbers = np.sort(numbers[np.argsort(0.5 * chance - times[numbers].astype(float))[:most]])
    return numbers, [tokens[at[i]:at[i + 1]].tolist() for i in numbers], times


def translate(model, rows, args, device):
    """{row number: ids}, as far as the time goes."""
    tag = [TAGS[OTHER[args.side]]] if model.config['pair'] == 'both' else []
    start = time.time()
    deadline = start + 60 * args.minutes if args.minutes else None
    order, out = np.random.default_rng(1).permutation(len(rows)), {}
    for first in range(0, len(order), SLICE):
        part = order[first:first + SLICE]
        found = decode(model, [tag + rows[i] for i in part], device, args.beam, args.tokens, deadline)
        out.update((i, ids) for i, ids in zip(part.tolist(), found) if ids is not None)
        print(f'{len(out)} of {len(rows)} lines, {time.time() - start:.0f} s', flush=True)
        if deadline and time.time() > deadline:
            break
    return out


def main():
    args = arguments()
    start, device = time.time(), pick_device(args.device)
    model = load(args.model, device)
    if model.config['pair'] not in ('both', f'{args.side}-{OTHER[args.side]}'):
        raise SystemExit(f'error: the model goes {model.config["pair"]}, not from {args.side}')
    numbers, rows, times = read_side(args.data, args.side, args.longest, args.most)
    decoded = translate(model, rows, args, device)
    kept = [i for i in sorted(decoded) if plausible(rows[i], decoded[i])]
    out = {'rep': times[numbers[np.array(kept, np.int64)]]}
    for lang, lines in ((args.side, [rows[i] for i in kept]), (OTHER[args.side], [decoded[i] for i in kept])):
        out[lang], out[lang + '_off'] = flatten(lines)
    write_atomically(args.out, lambda name: np.savez(name, **out))
    seconds = time.time() - start
    print(f'{os.path.basename(args.out)}: {len(kept)} of {len(rows)} lines ({len(decoded)} decoded), '
          f'{len(out[OTHER[args.side]]) / seconds:.0f} target tokens/s, {seconds:.0f} s')


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--model', required=True)
    ap.add_argument('--data', required=True)
    ap.add_argument('--side', required=True, choices=sorted(OTHER), help='the language to translate from')
    ap.add_argument('-o', '--out', required=True)
    ap.add_argument('--beam', type=int, default=1)
    ap.add_argument('--most', type=int, help='lines to translate')
    ap.add_argument('--longest', type=int, default=100, help='tokens of a line; longer ones are left out')
    ap.add_argument('--minutes', type=float)
    ap.add_argument('--tokens', type=int, default=65_536, help='hypotheses x longest row of a batch')
    ap.add_argument('--device')
    return ap.parse_args()


if __name__ == '__main__':
    main()
