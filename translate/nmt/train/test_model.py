"""The model against slow versions of itself. Needs PyTorch. Run: python3 -m unittest"""
import unittest

import numpy as np
import torch

import container
import marian
from data import EOS, pad
from evaluate import cross_entropy, output_loss
from model import SHAPES, Model
from quantize import Int8Affine, Maxima, quantize, simulate
from schedule import Schedule
from search import beam, decode, greedy
from ssru import Scan
from weights import Candidates, assign, borrowed


def new_model(shape, pair='en-id'):
    torch.manual_seed(7)
    model = Model(dict(SHAPES[shape], vocab=40, pair=pair)).eval()
    with torch.no_grad():
        model.output.bias.normal_()
    return model


def loop(f, b):
    c, out = torch.zeros_like(b[:, 0]), []
    for t in range(b.shape[1]):
        c = f[:, t] * c + b[:, t]
        out.append(c)
    return torch.stack(out, 1)


class ScanAgainstALoop(unittest.TestCase):
    def test_values_and_gradients(self):
        for length in (1, 2, 3, 7, 8, 13):
            with self.subTest(length=length):
                torch.manual_seed(length)
                f = torch.rand(2, length, 3, dtype=torch.float64, requires_grad=True)
                b = torch.randn(2, length, 3, dtype=torch.float64, requires_grad=True)
                weights = torch.randn(2, length, 3, dtype=torch.float64)
                want, got = loop(f, b), Scan.apply(f, b)
                torch.testing.assert_close(got, want)
                grads = [torch.autograd.grad((c * weights).sum(), (f, b)) for c in (want, got)]
                for a, x in zip(*grads):
                    torch.testing.assert_close(x, a)


class Stepping(unittest.TestCase):
    @torch.no_grad()
    def test_steps_are_the_whole(self):
        """One position at a time gives the states that training sees, padding or not."""
        for shape in ('smoke', 'smoke-teacher'):
            with self.subTest(shape):
                model = new_model(shape)
                source, mask = pad([[5, 6, 7, EOS], [8, EOS]], 'cpu')
                target = torch.tensor([[9, 10, 11, EOS], [12, 13, 14, EOS]])
                want = model(source, mask, target)
                state, previous = model.begin(model.encode(source, mask)), None
                for t in range(target.shape[1]):
                    y, state = model.step(previous, t, mask, state)
                    torch.testing.assert_close(y, want[:, t], rtol=1e-4, atol=1e-5)
                    previous = target[:, t]

    def test_beam_of_one_is_greedy(self):
        model = new_model('smoke')
        source, mask = pad([[5, 6, 7, 8, EOS], [9, 8, EOS], [20, EOS]], 'cpu')
        self.assertEqual(beam(model, source, mask, 1), greedy(model, source, mask))

    def test_wider_beam_does_not_score_lower(self):
        model = new_model('smoke-teacher')
        source, mask = pad([[5, 6, 7, EOS]], 'cpu')

        def mean(width):
            target, target_mask = pad(beam(model, source, mask, width), 'cpu')
            return float(cross_entropy(model, (source, mask, target, target_mask)))
        self.assertLessEqual(mean(40), mean(1) + 1e-6)

    def test_decode_keeps_the_order(self):
        model, rows = new_model('smoke'), [[5, 6, 7, 8, 9, EOS], [6, EOS], [7, 8, EOS]]
        alone = [decode(model, [r], torch.device('cpu'))[0] for r in rows]
        self.assertEqual(decode(model, rows, torch.device('cpu'), tokens=8), alone)
        self.assertEqual(decode(model, rows, torch.device('cpu'), deadline=1.0), [None] * 3)

    def test_losses_agree(self):
        model = new_model('smoke')
        batch = *pad([[5, EOS], [6, 7, EOS]], 'cpu'), *pad([[8, 9, EOS], [10, EOS]], 'cpu')
        torch.testing.assert_close(cross_entropy(model, batch, 0.1, output_loss), cross_entropy(model, batch, 0.1))


class EightBits(unittest.TestCase):
    def test_quantize(self):
        m = quantize([[0.5, -1.0], [0.25, 0.0]])
        self.assertEqual(m.bytes.tolist(), [[64, -127], [32, 0]])
        self.assertEqual(m.multiplier, 127)

    def test_affine(self):
        rng = np.random.default_rng(3)
        w, b = rng.normal(size=(6, 8)).astype(np.float32), rng.normal(size=6).astype(np.float32)
        x = torch.from_numpy(rng.normal(size=(5, 8)).astype(np.float32))
        got = Int8Affine(quantize(w), 127 / float(x.abs().max()), b)(x)
        torch.testing.assert_close(got, x @ torch.from_numpy(w).T + torch.from_numpy(b), rtol=0, atol=0.15)

    def test_saturation(self):
        """Two products of (127 + 127) x 127 exceed 16 bits: 32767 is what is left of 64516."""
        part = Int8Affine(container.Matrix(np.array([[127, 127]], np.int8), np.float32(1)), 1.0, None)
        self.assertEqual(float(part(torch.tensor([[127.0, 127.0]]))), 32767 - 127 * 254)
        self.assertEqual(part.saturated, 1)

    def test_alphas(self):
        layer = torch.nn.Linear(2, 1)
        with Maxima({'a': layer}) as maxima:
            for x in (1.0, -3.0):
                layer(torch.tensor([[x, 0.5]]))
        layer(torch.tensor([[100.0, 0.0]]))         # after the measuring
        self.assertEqual(maxima.seen, {'a': [1.0, 3.0]})
        self.assertAlmostEqual(float(maxima.alphas('max')['a']), 127 / 3, places=4)
        self.assertAlmostEqual(float(maxima.alphas('marian')['a']), 127 / (2 + 1.1), places=4)
        self.assertAlmostEqual(float(maxima.alphas('p50')['a']), 127 / 2, places=4)

    @torch.no_grad()
    def test_model_file_and_simulation(self):
        model = new_model('smoke')
        batch = *pad([[5, 6, EOS]], 'cpu'), *pad([[8, 9, EOS]], 'cpu')
        names = {n: part for n, _, part in marian.products(model)}
        with Maxima({**names, marian.TABLE: model.output}) as maxima:
            before = float(cross_entropy(model, batch))
        alphas = maxima.alphas('max')
        parts = container.unpack(container.pack(marian.items(model, alphas)))
        self.assertEqual(parts['encoder_l1_ffn_W1'].bytes.shape, (64, 128))
        np.testing.assert_array_equal(parts['decoder_ff_logit_out_b'][0], model.output.bias.numpy())
        self.assertIn('dim-emb: 64\n', parts['special:model.yml'])
        stored = sum(p.bytes.size for p in parts.values() if isinstance(p, container.Matrix)) - 1      # less alpha of the table
        self.assertEqual(stored, sum(p.weight.numel() for p in names.values()) + model.table.numel())
        simulate(model, list(marian.products(model)), alphas, marian.TABLE)
        after = float(cross_entropy(model, batch))
        self.assertNotEqual(after, before)
        self.assertAlmostEqual(after, before, delta=0.1)


class Weights(unittest.TestCase):
    def setUp(self):
        self.model = torch.nn.Linear(1, 1, bias=False)
        self.set(0.0)

    def set(self, value):
        assign(self.model, [torch.full((1, 1), value)])

    def value(self, model=None):
        return float(self.model.weight)

    def distance(self, to):
        return lambda model: abs(float(model.weight) - to)

    def test_the_best_evaluation_wins_over_an_overfit_end(self):
        candidates = Candidates(self.model, decay=0.0)
        for step, value in enumerate((1.0, 5.0, 9.0)):
            self.set(value)
            candidates.update(step)
            with borrowed(self.model, candidates.average):
                candidates.evaluated(self.distance(5.0)(self.model))
        lines = []
        self.assertEqual(candidates.choose(self.distance(5.0), lines.append), ('best evaluation', 0.0))
        self.assertEqual(self.value(), 5.0)
        self.assertIn('last 4.0000', lines[0])

    def test_snapshots_and_restoring(self):
        candidates = Candidates(self.model, snapshots=2)
        for value in (1.0, 2.0, 4.0):
            self.set(value)
            candidates.snapshot()
        again = Candidates(self.model, snapshots=2)
        again.restore(candidates.state())
        self.assertEqual(again.choose(self.distance(3.0), lambda line: None), ('snapshots', 0.0))
        self.assertEqual(self.value(), 3.0)

    def test_schedule(self):
        s = Schedule(1.0, warmup=4, cooldown=0.5, minutes=10)
        self.assertEqual(s.at(0, 1), 0.5)
        self.assertEqual(s.at(0, 15), 0.5)
        self.assertEqual(s.at(7.5, 15), 0.25)
        self.assertEqual(s.at(10, 15), 0.01)
        self.assertEqual([s.over(9.9, 0), s.over(10, 0)], [False, True])


if __name__ == '__main__':
    unittest.main()
