"""Token files, batches, decoding's filter. Needs PyTorch. Run: python3 -m unittest"""
import os
import tempfile
import unittest

import numpy as np
import torch

import data
import decode


class TokenFiles(unittest.TestCase):
    def test_flatten(self):
        tokens, at = data.flatten([[5, 0], [0], [6, 7, 0]])
        self.assertEqual((tokens.tolist(), at.tolist()), ([5, 0, 0, 6, 7, 0], [0, 2, 3, 6]))

    def test_names_of_sources(self):
        for given, want in [('d.npz', ('d.npz', 1, '')), ('d.npz@2', ('d.npz', 2, '')), ('d.npz@0.5:en-id', ('d.npz', 0.5, 'en-id')),
                            ('a@b/d.npz:id-en', ('a@b/d.npz', 1, 'id-en'))]:
            self.assertEqual(data.parse_source(given), want)


class Pairs(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, 'd.npz')
        en, en_off = data.flatten([[10, 0], [11, 12, 0], [13, 0]])
        idn, id_off = data.flatten([[20, 0], [21, 0], [22, 23, 24, 0]])
        np.savez(self.path, en=en, en_off=en_off, id=idn, id_off=id_off, rep=np.array([1, 2, 1], np.uint8))

    def pairs(self, spec='', pair='en-id'):
        return data.Pairs([self.path + spec], pair, torch.device('cpu'), lambda line: None)

    def test_batch(self):
        s, sm, t, tm = self.pairs().batch(np.array([2, 1]))
        self.assertEqual(s.tolist(), [[13, 0, 0], [11, 12, 0]])
        self.assertEqual(sm.tolist(), [[True, True, False], [True, True, True]])
        self.assertEqual(t.tolist(), [[22, 23, 24, 0], [21, 0, 0, 0]])
        self.assertEqual(tm.sum(1).tolist(), [4, 2])

    def test_both_directions_are_tagged(self):
        pairs = self.pairs(pair='both')
        s, sm, t, _ = pairs.batch(np.array([0, 3]))
        self.assertEqual(s.tolist(), [[data.TAGS['id'], 10, 0], [data.TAGS['en'], 20, 0]])
        self.assertEqual(t.tolist(), [[20, 0], [10, 0]])
        self.assertTrue(bool(sm.all()))

    def test_one_direction_of_both(self):
        self.assertEqual(len(self.pairs(':id-en', 'both').times), 3)

    def test_epoch(self):
        pairs = self.pairs('@2')
        batches = pairs.epoch(1, 8)
        self.assertEqual(np.bincount(np.concatenate(batches)).tolist(), [2, 4, 2])
        longest = np.maximum(pairs.lengths['source'], pairs.lengths['target'])
        for b in batches:
            self.assertTrue(len(b) == 1 or len(b) * longest[b].max() <= 8, b)
        self.assertEqual([b.tolist() for b in batches], [b.tolist() for b in pairs.epoch(1, 8)])


class Plausible(unittest.TestCase):
    def test_filter(self):
        source = [5, 6, 7, 8, 9, 10, 11, 12, 0]
        for name, target, want in [('good', [20, 21, 22, 23, 24, 25, 26, 0], True), ('cut off', [20, 21], False),
                                   ('empty', [0], False), ('lopsided', [20, 21, 0], False), ('loop', [20, 21] * 5 + [0], False)]:
            with self.subTest(name):
                self.assertEqual(decode.plausible(source, target), want)


if __name__ == '__main__':
    unittest.main()
