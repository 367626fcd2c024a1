"""Model files and shortlists. Run: python3 -m unittest"""
import struct
import unittest

import numpy as np

import container
import shortlist


class Container(unittest.TestCase):
    def setUp(self):
        self.weights = container.Matrix(np.arange(-6, 6, dtype=np.int8).reshape(3, 4), np.float32(31.75))
        self.items = [container.matrix('W', self.weights, (4, 3)), container.floats('b', [0.5, -1, 2]),
                      container.text('special:model.yml', 'dim-emb: 4\n')]

    def test_round_trip(self):
        data = container.pack(self.items)
        parts = container.unpack(data)
        self.assertEqual(list(parts), ['W', 'b', 'special:model.yml'])
        self.assertEqual(parts['W'].bytes.shape, (4, 3))
        self.assertEqual(parts['W'].bytes.ravel().tolist(), list(range(-6, 6)))
        self.assertEqual(parts['W'].multiplier, self.weights.multiplier)
        self.assertEqual(parts['b'].tolist(), [[0.5, -1, 2]])
        self.assertEqual(parts['special:model.yml'], 'dim-emb: 4\n')

    def test_layout(self):
        """The header of one item, byte by byte; data begins at a multiple of 256."""
        data = container.pack([container.floats('ab', [1])])
        self.assertEqual(data[:48], struct.pack('<6Q', 1, 1, 3, 0x0404, 2, 256))
        self.assertEqual(data[48:67], b'ab\0' + struct.pack('<2iQ', 1, 1, 256 - 67))
        self.assertEqual(data[67:256], bytes(189))
        self.assertEqual(data[256:], struct.pack('<f', 1) + bytes(252))

    def test_damage(self):
        data = container.pack(self.items)
        for name, damaged in [('cut', data[:-1]), ('cut in the head', data[:40]), ('longer', data + b'\0'),
                              ('version', struct.pack('<Q', 2) + data[8:]), ('count', data[:8] + b'\xff' * 8 + data[16:]),
                              ('type', data[:24] + struct.pack('<Q', 7) + data[32:])]:
            with self.subTest(name), self.assertRaises(container.FormatError):
                container.unpack(damaged)


class Shortlist(unittest.TestCase):
    def setUp(self):
        lists = [np.array([0, 9]), np.array([3, 7, 11])] + [np.array([], int)] * 18
        self.list = shortlist.Shortlist(2, 3, lists)

    def test_round_trip(self):
        back = shortlist.unpack(shortlist.pack(self.list))
        self.assertEqual((back.frequent, back.best), (2, 3))
        self.assertEqual([x.tolist() for x in back.lists], [x.tolist() for x in self.list.lists])

    def test_checksum(self):
        # h = 0 ^ (1 + c), then h ^ (2 + c + 64 h + h / 4), with c = 0x9e3779b9
        c = 0x9e3779b9
        h = 1 + c
        self.assertEqual(shortlist.checksum(struct.pack('<2Q', 1, 2)), h ^ (2 + c + 64 * h + h // 4))

    def test_damage(self):
        data = shortlist.pack(self.list)
        flipped = bytearray(data)
        flipped[-5] ^= 1        # the last four bytes are half a word here
        for name, damaged in [('empty', b''), ('cut', data[:-4]), ('magic', b'x' + data[1:]), ('flipped bit', bytes(flipped))]:
            with self.subTest(name), self.assertRaises(ValueError):
                shortlist.unpack(damaged)

    def test_candidates(self):
        """Frequent ids, the words themselves, their lists, filled up with the lowest ids to a multiple of 8."""
        self.assertEqual(shortlist.candidates(self.list, [1, 5, 0]).tolist(), [0, 1, 2, 3, 5, 7, 9, 11])

    def test_model1(self):
        """`buku` = 1, `rumah` = 2, `itu` = 3; `book` = 4, `house` = 5, `the` = 6: the classic example."""
        a = np.array
        table = shortlist.model1([(a([1, 3]), a([4, 6])), (a([2, 3]), a([5, 6])), (a([1]), a([4]))], 7, rounds=20)
        t = {(s, x): p for s, x, p in zip(*(x.tolist() for x in table))}
        self.assertEqual(sorted(t), [(1, 4), (1, 6), (2, 5), (2, 6), (3, 4), (3, 5), (3, 6)])
        self.assertGreater(t[1, 4], 0.9)
        self.assertGreater(t[3, 6], 0.9)
        self.assertAlmostEqual(t[2, 5] + t[2, 6], 1)

    def test_model1_first_round(self):
        """By hand: all t equal, so `book` gives half a count to each of its two words and a whole one to `buku` alone."""
        a = np.array
        table = shortlist.model1([(a([1, 3]), a([4, 6])), (a([1]), a([4]))], 7, rounds=1)
        t = {(s, x): p for s, x, p in zip(*(x.tolist() for x in table))}
        self.assertAlmostEqual(t[1, 4], 1.5 / 2)
        self.assertAlmostEqual(t[1, 6], 0.5 / 2)

    def test_select(self):
        a = np.array
        table = a([1, 1, 1, 2]), a([3, 4, 5, 6]), a([0.2, 0.5, 0.3, 1e-9])
        lists = shortlist.select(table, 8, a([0, 0, 0, 9, 0, 0, 0, 5]), best=2, threshold=1e-5, common=2)
        self.assertEqual([x.tolist() for x in lists], [[3, 7], [4, 5], [], [], [], [], [], []])


if __name__ == '__main__':
    unittest.main()
