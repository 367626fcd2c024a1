"""Scores that were computed by hand. Run: python3 -m unittest test_scores"""
import math
import unittest

import scores


class Scores(unittest.TestCase):
    def test_tokens(self):
        self.assertEqual(scores.tokens('Rp1.500, kata "A/B" (80%).'), ['Rp1.500', ',', 'kata', '"', 'A', '/', 'B', '"', '(', '80', '%', ')', '.'])
        self.assertEqual(scores.tokens('a 5-4 win, e.g.'), ['a', '5', '-', '4', 'win', ',', 'e', '.', 'g', '.'])

    def test_bleu(self):
        self.assertAlmostEqual(scores.bleu(['the cat sat on the mat'], ['the cat sat on the mat']), 100)
        # 5 of 6 words, 3 of 5 pairs, 2 of 4 triples, 1 of 3 fours; same length
        want = 100 * (5 / 6 * 3 / 5 * 2 / 4 * 1 / 3) ** 0.25
        self.assertAlmostEqual(scores.bleu(['the cat sat on a mat'], ['the cat sat on the mat']), want)
        # the first four of six words: all match, brevity penalty exp(1 - 6/4)
        self.assertAlmostEqual(scores.bleu(['the cat sat on'], ['the cat sat on the mat']), 100 * math.exp(-0.5))
        # 3 of 4 words, 1 of 3 pairs, then none: 1/(2*2) and 1/(4*1)
        want = 100 * (3 / 4 * 1 / 3 * 1 / 4 * 1 / 4) ** 0.25
        self.assertAlmostEqual(scores.bleu(['a b x d'], ['a b c d']), want)
        self.assertEqual(scores.bleu(['x'], ['y']), 0)

    def test_chrf(self):
        self.assertAlmostEqual(scores.chrf(['abc def'], ['abc def']), 100)
        # orders 1 to 3; P = (2/3, 1/2, 0), R = (2/3, 1/2, 0): their means are 7/18 each
        self.assertAlmostEqual(scores.chrf(['abx'], ['abc']), 100 * 7 / 18)
        # hypothesis ab, reference abcd: P = (1, 1), R = (2/4, 1/3); orders that one side lacks do not count
        p, r = 1.0, (1 / 2 + 1 / 3) / 2
        self.assertAlmostEqual(scores.chrf(['ab'], ['abcd']), 100 * 5 * p * r / (4 * p + r))
        self.assertEqual(scores.chrf(['abc'], ['xyz']), 0)


if __name__ == '__main__':
    unittest.main()
