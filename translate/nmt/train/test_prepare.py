"""Run: python3 -m unittest"""
import types
import unittest

import prepare

OPTIONS = dict(same=2, short_cap=1, up=[('news', 3.0), ('religious', 0.0)])


def select(*rows, excluded=frozenset(), **options):
    return prepare.select([list(r) for r in rows], excluded, types.SimpleNamespace(**{**OPTIONS, **options}))


class Selection(unittest.TestCase):
    def test_duplicates_and_caps(self):
        same = [('s', 'The river rose last night', f'Sungai naik tadi malam {x}', 'software') for x in ('ini', 'itu', 'juga')]
        pairs, counts = select(*same, same[0])
        self.assertEqual(len(pairs), 2)
        self.assertEqual(counts['duplicate'], 2)
        self.assertEqual((counts['read'], counts['kept']), (4, 2))

    def test_short_pairs(self):
        pairs, counts = select(('s', 'Open', 'Buka', 'software'), ('s', 'Close', 'Tutup', 'software'),
                               ('s', 'Good morning', 'Selamat pagi', 'conversational'))
        self.assertEqual(len(pairs), 2)
        self.assertEqual(counts['short beyond the cap'], 1)

    def test_excluded_by_either_side(self):
        pair = 's', 'The river rose last night', 'Sungai naik tadi malam', 'news'
        for line in pair[1:3]:
            pairs, counts = select(pair, excluded={prepare.key(line.upper() + '!')})
            self.assertEqual((pairs, counts['excluded']), ([], 1))

    def test_times(self):
        pairs, counts = select(('s', 'The river rose last night', 'Sungai naik tadi malam', 'news-eco'),
                               ('s', 'In the beginning was light', 'Pada mulanya ada cahaya', 'religious'))
        self.assertEqual([p.times for p in pairs], [3])
        self.assertEqual(counts['downsampled'], 1)

    def test_held_out_lines_leave_the_training(self):
        pairs = [prepare.Pair(f'The river number {i} rose again', f'Sungai nomor {i} naik lagi', 'news', 1, 's') for i in range(60)]
        pairs.append(pairs[0]._replace(id='Sungai itu naik lagi'))       # shares a side with a held-out pair
        dev, rest, held = prepare.hold_out_dev(pairs, 50)
        self.assertEqual(len(dev), 50)
        self.assertEqual(len(rest), 10)
        self.assertFalse(held & {prepare.key(x) for p in rest for x in p[:2]})


if __name__ == '__main__':
    unittest.main()
