"""Greedy and beam search over batches.

Both leave <unk> out and stop a line at `factor` times its source length. A
result lacks its closing </s> when it was cut off there.
"""
import time

import torch

from data import EOS, UNK, pad
from model import autocast

NEVER = -1e30
CHECK = 4       # steps between looks at whether all lines are done: each look waits for the GPU


@torch.no_grad()
def greedy(model, source, mask, factor=2.0):
    """source and mask (B,S) -> B lists of ids."""
    batch = len(source)
    state = model.begin(model.encode(source, mask))
    limit = (factor * mask.sum(1)).ceil().long().clamp(max=1000)
    out = torch.zeros(batch, int(limit.max()), dtype=torch.long, device=source.device)
    done = torch.zeros(batch, dtype=torch.bool, device=source.device)
    previous = None
    for t in range(out.shape[1]):
        y, state = model.step(previous, t, mask, state)
        logits = model.logits(y).float()
        logits[:, UNK] = NEVER
        previous = logits.argmax(-1).masked_fill(done, EOS)
        out[:, t] = previous
        done = done | (previous == EOS) | (t + 1 >= limit)
        if t % CHECK == CHECK - 1 and bool(done.all()):
            break
    return trim(out, limit)


@torch.no_grad()
def beam(model, source, mask, width, factor=2.0):
    """As greedy, keeping `width` hypotheses; the best by mean log probability a token wins."""
    batch, device, vocab = len(source), source.device, model.config['vocab']
    limit = (factor * mask.sum(1)).ceil().long().clamp(max=256).repeat_interleave(width)
    state = model.begin(model.encode(source, mask))
    rows = torch.arange(batch, device=device).repeat_interleave(width)
    state, mask = reorder(state, rows), mask[rows]
    out = torch.zeros(batch * width, int(limit.max()), dtype=torch.long, device=device)
    score = torch.full((batch, width), NEVER, device=device)
    score[:, 0] = 0
    length = torch.zeros(batch * width, device=device)
    done = torch.zeros(batch * width, dtype=torch.bool, device=device)
    first = torch.arange(batch, device=device)[:, None] * width
    previous = None
    for t in range(out.shape[1]):
        y, state = model.step(previous, t, mask, state)
        logits = model.logits(y).float()
        logits[:, UNK] = NEVER
        gain = logits.log_softmax(-1).masked_fill(done[:, None], NEVER)
        gain[:, EOS] = gain[:, EOS].masked_fill(done, 0)        # a finished hypothesis goes on at no cost
        score, pick = (score.view(-1, 1) + gain).view(batch, width * vocab).topk(width, 1)
        rows = (first + torch.div(pick, vocab, rounding_mode='floor')).view(-1)
        previous = (pick % vocab).view(-1)
        out, done, length, state = out[rows], done[rows], length[rows], reorder(state, rows)
        out[:, t] = previous
        length = length + ~done
        done = done | (previous == EOS) | (t + 1 >= limit)
        if t % CHECK == CHECK - 1 and bool(done.all()):
            break
    best = (score / length.view(batch, width).clamp(min=1)).argmax(1) + first[:, 0]
    return trim(out[best], limit[best])


def reorder(state, rows):
    return [[tensor[rows] for tensor in layer] for layer in state]


def trim(out, limit):
    """Rows of ids as lists that end with their first </s>, or at their limit."""
    lists = []
    for row, most in zip(out.tolist(), limit.tolist()):
        row = row[:most]
        lists.append(row[:row.index(EOS) + 1] if EOS in row else row)
    return lists


def decode(model, rows, device, width=1, tokens=16384, deadline=None, progress=None):
    """Translations of many lists of ids, short ones first; None for those that the deadline cut off.

    `tokens` bounds hypotheses x longest row of a batch; deadline is in
    seconds since 1970; `progress` is called with the number of rows done.
    """
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    results, start, room = [None] * len(rows), 0, tokens // width
    model.eval()
    while start < len(order) and not (deadline and time.time() > deadline):
        end = start + 1
        while end < len(order) and (end - start + 1) * len(rows[order[end]]) <= room:
            end += 1
        source, mask = pad([rows[i] for i in order[start:end]], device)
        with autocast(device):
            found = greedy(model, source, mask) if width == 1 else beam(model, source, mask, width)
        for i, ids in zip(order[start:end], found):
            results[i] = ids
        start = end
        if progress:
            progress(start)
    return results
