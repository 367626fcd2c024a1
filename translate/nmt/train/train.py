#!/usr/bin/env python3
"""train.py: train a teacher or a student.

    train.py --data data.npz [more.npz@2 more.npz:en-id ...] --pair en-id --vocab vocab.spm --dev dev.tsv -o FOLDER

FOLDER gets log.txt, last.pt (from which a run that was cut off goes on),
final.pt (the weights that were chosen) and dev.txt (their translations).
NAME@2 shows a file twice an epoch, NAME:en-id uses it for one direction only.
"""
import argparse
import json
import math
import os
import time

import torch
from torch import nn

from data import Pairs, write_atomically
from evaluate import DevSet, cross_entropy, output_loss
from layers import compile_layers
from model import SHAPES, Model, autocast, pick_device
from schedule import Clock, Schedule
from weights import Candidates, assign, borrowed

SNAPSHOT_FROM = 0.7     # of the learning rate's cool-down


class Meter:
    """Loss and speed since the last line of the log."""

    def __init__(self, device):
        self.device = device
        self.reset()

    def reset(self):
        self.start, self.steps, self.tokens = time.time(), 0, 0
        self.loss = torch.zeros((), device=self.device)

    def add(self, loss, tokens):
        self.loss += loss.detach()
        self.steps, self.tokens = self.steps + 1, self.tokens + tokens

    def read(self):
        """(mean loss, tokens a second of source and target)."""
        return float(self.loss) / self.steps, self.tokens / (time.time() - self.start)


class Training:
    def __init__(self, args):
        import sentencepiece
        torch.manual_seed(args.seed)
        if args.threads:
            torch.set_num_threads(args.threads)
        os.makedirs(args.out, exist_ok=True)
        self.args, self.device, self.clock = args, pick_device(args.device), Clock()
        self.log = open(self.path('log.txt'), 'a', encoding='utf8')
        vocabulary = sentencepiece.SentencePieceProcessor(model_file=args.vocab)
        config = dict(SHAPES[args.shape], vocab=vocabulary.get_piece_size(), dropout=args.dropout, pair=args.pair)
        self.dev = DevSet(args.dev, vocabulary, args.pair, args.dev_lines)
        self.data = Pairs(args.data, args.pair, self.device, self.say)
        self.model = Model(config).to(self.device)
        self.optimizer = self.new_optimizer()
        if args.init:
            self.model.load_state_dict(torch.load(args.init, map_location='cpu')['model'])
        self.candidates = Candidates(self.model, args.average, args.snapshots)
        self.step = self.epoch = self.next_batch = self.seen = 0
        if os.path.exists(self.path('last.pt')):
            self.resume()
        minutes = self.clock.budget_until(args.until) if args.until else args.minutes
        minutes = minutes and minutes - args.reserve
        self.schedule = Schedule(args.rate, args.warmup, args.cooldown, minutes, args.steps)
        self.fused = output_loss if self.device.type == 'cuda' else None
        if args.compile:
            compile_layers(self.model)
            self.fused = torch.compile(output_loss, dynamic=True)
        size = sum(p.numel() for p in self.model.parameters())
        self.say(f'{args.shape} {json.dumps(config)}: {size / 1e6:.2f} M parameters on {self.device.type}')

    def path(self, name):
        return os.path.join(self.args.out, name)

    def say(self, line):
        print(line, flush=True)
        print(line, file=self.log, flush=True)

    def new_optimizer(self):
        fused = {'fused': True} if self.device.type == 'cuda' else {}
        return torch.optim.Adam(self.model.parameters(), lr=self.args.rate, betas=(0.9, 0.98), eps=1e-9, **fused)

    def resume(self):
        last = torch.load(self.path('last.pt'), map_location='cpu')
        self.model.load_state_dict(last['model'])
        self.optimizer.load_state_dict(last['optimizer'])
        self.candidates.restore(last['candidates'])
        self.step, self.epoch, self.next_batch, self.seen = (last[k] for k in ('step', 'epoch', 'next_batch', 'seen'))
        self.clock = Clock(last['minutes'])
        self.say(f'goes on at step {self.step}, {last["minutes"]:.1f} min spent')

    def save(self):
        state = dict(model=self.model.state_dict(), optimizer=self.optimizer.state_dict(), candidates=self.candidates.state(),
                     step=self.step, epoch=self.epoch, next_batch=self.next_batch, seen=self.seen, minutes=self.clock.minutes())
        write_atomically(self.path('last.pt'), lambda name: torch.save(state, name))

    def run(self):
        self.model.train()
        self.meter = Meter(self.device)
        start = self.clock.minutes()
        due = {'evaluation': start + self.args.eval_minutes, 'save': start + self.args.save_minutes, 'snapshot': 0.0}
        while not self.over():
            batches = self.data.epoch(1000 * self.args.seed + self.epoch, self.args.tokens)
            while self.next_batch < len(batches) and not self.over():
                index = batches[self.next_batch]
                self.next_batch += 1
                self.update(index)
                if self.step % self.args.log == 0:
                    self.report(self.epoch + self.next_batch / len(batches))
                self.upkeep(due)
            if self.next_batch == len(batches):
                self.epoch, self.next_batch = self.epoch + 1, 0
        self.save()
        self.finish()

    def over(self):
        return self.schedule.over(self.clock.minutes(), self.step) or bool(self.args.epochs and self.epoch >= self.args.epochs)

    def update(self, index):
        """One step of Adam (Kingma and Ba 2015) on the numbered pairs."""
        for group in self.optimizer.param_groups:
            group['lr'] = self.schedule.at(self.clock.minutes(), self.step)
        with autocast(self.device):
            loss = cross_entropy(self.model, self.data.batch(index), self.args.smoothing, self.fused)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.args.clip)
        self.optimizer.step()
        self.step += 1
        self.candidates.update(self.step)
        targets = int(self.data.lengths['target'][index].sum())
        self.seen += targets
        self.meter.add(loss, targets + int(self.data.lengths['source'][index].sum()))

    def upkeep(self, due):
        """What is due by the clock."""
        now = self.clock.minutes()
        if self.schedule.cooling(now, self.step) < SNAPSHOT_FROM and now >= due['snapshot']:
            self.candidates.snapshot()
            due['snapshot'] = now + self.schedule.snapshot_every(self.args.snapshots)
        if now >= due['evaluation']:
            self.evaluate()
            due['evaluation'] = self.clock.minutes() + self.args.eval_minutes
        if now >= due['save']:
            self.save()
            due['save'] = self.clock.minutes() + self.args.save_minutes

    def report(self, epoch):
        loss, speed = self.meter.read()
        self.meter.reset()
        self.say(f'{self.clock.minutes():6.2f} min  step {self.step}  epoch {epoch:.2f}  loss {loss:.3f}  '
                 f'rate {self.optimizer.param_groups[0]["lr"]:.2e}  {speed:.0f} tokens/s')
        if not math.isfinite(loss):
            self.recover()

    def recover(self):
        """After a diverged step: the best weights known to be sound, and half the rate."""
        sound = all(bool(v.isfinite().all()) for v in self.candidates.average)
        values = self.candidates.average if sound else self.candidates.best
        if values is None:
            raise SystemExit('error: training diverged before the first evaluation; lower --rate')
        self.say('the loss is not finite: back to earlier weights, half the rate')
        assign(self.model, values)
        self.candidates.restart()
        self.args.rate = self.schedule.rate = self.args.rate / 2
        self.optimizer = self.new_optimizer()

    def evaluate(self):
        with borrowed(self.model, self.candidates.average):
            loss = self.dev.loss(self.model, self.device)
            hypotheses = self.dev.translate(self.model, self.device)
        mark = ', the best so far' if self.candidates.evaluated(loss) else ''
        self.say(f'{self.clock.minutes():6.2f} min  dev loss {loss:.4f}{mark}; {self.dev.report(hypotheses)}')
        self.meter.reset()

    def finish(self):
        name, loss = self.candidates.choose(lambda m: self.dev.loss(m, self.device), self.say)
        weights = {k: v.cpu() for k, v in self.model.state_dict().items()}
        final = dict(config=self.model.config, model=weights)
        write_atomically(self.path('final.pt'), lambda path: torch.save(final, path))
        hypotheses = self.dev.translate(self.model, self.device)
        with open(self.path('dev.txt'), 'w', encoding='utf8') as f:
            f.writelines(h + '\n' for h in hypotheses)
        self.say(f'{name}: {self.step} steps, {self.seen / 1e6:.2f} M target tokens, {self.clock.minutes():.2f} min, '
                 f'dev loss {loss:.4f}; {self.dev.report(hypotheses)}')


def arguments():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--data', nargs='+', required=True)
    ap.add_argument('--pair', required=True, choices=['en-id', 'id-en', 'both'])
    ap.add_argument('--vocab', required=True)
    ap.add_argument('--dev', required=True)
    ap.add_argument('--dev-lines', type=int, default=500)
    ap.add_argument('-o', '--out', required=True)
    ap.add_argument('--shape', default='tiny', choices=list(SHAPES))
    ap.add_argument('--init', help='checkpoint to start from')
    ap.add_argument('--minutes', type=float, help='time budget, earlier sittings included')
    ap.add_argument('--until', type=float, help='instead: when to end, in seconds since 1970')
    ap.add_argument('--reserve', type=float, default=0.0, help='minutes of it for the last evaluation')
    ap.add_argument('--steps', type=int)
    ap.add_argument('--epochs', type=int)
    ap.add_argument('--tokens', type=int, default=24_000, help='rows x longest side of a batch')
    ap.add_argument('--rate', type=float, default=1e-3)
    ap.add_argument('--warmup', type=int, default=1000, help='steps')
    ap.add_argument('--cooldown', type=float, default=0.3, help='last share of the budget, with a falling rate')
    ap.add_argument('--smoothing', type=float, default=0.1)
    ap.add_argument('--dropout', type=float, default=0.1)
    ap.add_argument('--clip', type=float, default=1.0, help='norm of the gradient')
    ap.add_argument('--average', type=float, default=0.999, help='decay of the moving average')
    ap.add_argument('--snapshots', type=int, default=4)
    ap.add_argument('--log', type=int, default=100, help='steps between lines of the log')
    ap.add_argument('--eval-minutes', type=float, default=1.0)
    ap.add_argument('--save-minutes', type=float, default=2.0)
    ap.add_argument('--seed', type=int, default=1)
    ap.add_argument('--threads', type=int)
    ap.add_argument('--compile', action='store_true', help='torch.compile (PyTorch 2)')
    ap.add_argument('--device')
    args = ap.parse_args()
    if not (args.minutes or args.until or args.steps or args.epochs):
        ap.error('one of --minutes, --until, --steps, --epochs is needed')
    return args


if __name__ == '__main__':
    Training(arguments()).run()
