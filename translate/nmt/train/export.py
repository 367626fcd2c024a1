#!/usr/bin/env python3
"""export.py: a trained student as the files that the engine loads.

    export.py model     --model final.pt --vocab vocab.spm --dev dev.tsv -o FOLDER
    export.py shortlist --data data.npz --vocab vocab.spm --pair en-id -o FOLDER
    export.py check     --model model.bin --shortlist lex.bin
    export.py halve     --model final.pt -o small.pt      weights in 16 bits, to keep
"""
import argparse
import os

import numpy as np
import torch

import container
import marian
import shortlist
from data import pad
from evaluate import DevSet, cross_entropy
from model import load, pick_device
from quantize import Maxima, simulate


def write(path, data):
    os.makedirs(os.path.dirname(path) or '.', exist_ok=True)
    with open(path, 'wb') as f:
        f.write(data)
    print(f'{path}: {len(data)} bytes')


def vocabulary(path):
    import sentencepiece
    return sentencepiece.SentencePieceProcessor(model_file=path)


def file_name(kind, pair):
    pair = pair.replace('-', '')
    return {'model': f'model.{pair}.intgemm.alphas.bin', 'shortlist': f'lex.50.50.{pair}.s2t.bin'}[kind]


@torch.no_grad()
def loss(model, pairs, device):
    """Mean cross-entropy a target token, one sentence at a time."""
    total = sum(cross_entropy(model, (*pad([s], device), *pad([t], device))) * len(t) for s, t in pairs)
    return float(total) / sum(len(t) for _, t in pairs)


def export_model(args):
    device = pick_device(args.device)
    model = load(args.model, device)
    pair = model.config['pair']
    if model.config['kind'] != 'student' or pair == 'both':
        raise SystemExit('error: only a student of one direction has a model file')
    dev = DevSet(args.dev, vocabulary(args.vocab), pair, args.lines)
    pairs = list(zip(dev.sources, dev.targets))
    modules = {name: part for name, _, part in marian.products(model)}
    with Maxima({**modules, marian.TABLE: model.output}) as maxima:
        float_loss = loss(model, pairs, device)
    methods = args.alpha.split(',')
    if args.test_lines:
        methods = [best_method(args, maxima, methods, pairs[:args.test_lines], device)]
    print(f'alphas: {methods[0]}; dev loss {float_loss:.4f} in floats')
    write(os.path.join(args.out, file_name('model', pair)), container.pack(marian.items(model, maxima.alphas(methods[0]))))


def best_method(args, maxima, methods, pairs, device):
    """The method whose alphas lose least in 8 bits."""
    losses = {}
    for method in methods:
        model = load(args.model, device)
        parts = simulate(model, list(marian.products(model)), maxima.alphas(method), marian.TABLE)
        losses[method] = loss(model, pairs, device)
        share = sum(p.saturated for p in parts) / max(1, sum(p.added for p in parts))
        print(f'alphas {method}: loss {losses[method]:.4f} in 8 bits; {share:.4%} of the sums saturate', flush=True)
    return min(losses, key=losses.get)


def export_shortlist(args):
    source, target = args.pair.split('-')
    vocab = vocabulary(args.vocab).get_piece_size()
    pairs = shortlist.read_pairs(args.data, source, target, args.links)
    counts = np.bincount(np.concatenate([y for _, y in pairs]), minlength=vocab)
    table = shortlist.model1(pairs, vocab, args.rounds)
    lists = shortlist.select(table, vocab, counts, args.best, args.threshold, args.common)
    lex = shortlist.Shortlist(args.frequent, args.best, lists)
    write(os.path.join(args.out, file_name('shortlist', args.pair)), shortlist.pack(lex))
    covered, size, total = 0, 0, 0
    for x, y in pairs[:2000]:
        offered = shortlist.candidates(lex, x)
        covered, size, total = covered + int(np.isin(y, offered).sum()), size + len(offered), total + len(y)
    print(f'{sum(map(len, lists))} entries from {len(pairs)} pairs; a sentence gets {size / min(len(pairs), 2000):.0f} of '
          f'{vocab} pieces, {covered / total:.2%} of its reference among them')


def check(args):
    with open(args.model, 'rb') as f:
        parts = container.unpack(f.read())
    with open(args.shortlist, 'rb') as f:
        lex = shortlist.unpack(f.read())
    vocab = parts[marian.TABLE].bytes.shape[0]
    if len(lex.lists) != vocab:
        raise SystemExit(f'error: the shortlist is for {len(lex.lists)} pieces, the model has {vocab}')
    matrices = sum(isinstance(x, container.Matrix) for x in parts.values())
    print(f'{args.model}: {len(parts)} items, {matrices} of them in 8 bits, {vocab} pieces; '
          f'{sum(map(len, lex.lists))} entries in the shortlist')


def halve(args):
    checkpoint = torch.load(args.model, map_location='cpu')
    checkpoint['model'] = {k: v.half() for k, v in checkpoint['model'].items()}
    torch.save(checkpoint, args.out)


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = ap.add_subparsers(required=True)
    p = commands.add_parser('model')
    p.add_argument('--model', required=True)
    p.add_argument('--vocab', required=True)
    p.add_argument('--dev', required=True)
    p.add_argument('--lines', type=int, default=300, help='dev lines on which activations are measured')
    p.add_argument('--alpha', default='max', help='max, marian, pNN; several, with commas, are tried on --test-lines')
    p.add_argument('--test-lines', type=int, default=0, help='dev lines to judge alphas on in 8 bits')
    p.add_argument('-o', '--out', required=True)
    p.add_argument('--device')
    p.set_defaults(run=export_model)
    p = commands.add_parser('shortlist')
    p.add_argument('--data', required=True)
    p.add_argument('--vocab', required=True)
    p.add_argument('--pair', required=True, choices=['en-id', 'id-en'])
    p.add_argument('--links', type=int, default=60_000_000, help='token pairs to learn from')
    p.add_argument('--rounds', type=int, default=5)
    p.add_argument('--frequent', type=int, default=50)
    p.add_argument('--best', type=int, default=50)
    p.add_argument('--common', type=int, default=200, help='frequent pieces listed under </s>')
    p.add_argument('--threshold', type=float, default=1e-5)
    p.add_argument('-o', '--out', required=True)
    p.set_defaults(run=export_shortlist)
    p = commands.add_parser('check')
    p.add_argument('--model', required=True)
    p.add_argument('--shortlist', required=True)
    p.set_defaults(run=check)
    p = commands.add_parser('halve')
    p.add_argument('--model', required=True)
    p.add_argument('-o', '--out', required=True)
    p.set_defaults(run=halve)
    args = ap.parse_args()
    if ',' in getattr(args, 'alpha', '') and not args.test_lines:
        ap.error('several --alpha need --test-lines')
    return args


if __name__ == '__main__':
    a = arguments()
    a.run(a)
