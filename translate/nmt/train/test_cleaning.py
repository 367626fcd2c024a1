"""Run: python3 -m unittest"""
import unittest

import articles
import cleaning


class Tidy(unittest.TestCase):
    def test_forms(self):
        for given, want in [
            ('<b>Buka</b>  berkas', 'Buka berkas'),
            ('&amp;File', 'File'), ('_Simpan', 'Simpan'), ('Sa&ve as', 'Save as'), ('Simpan (&S)', 'Simpan'),
            ('R&D budget', 'R&D budget'), ('snake_case_name', 'snake_case_name'),
            ('satu\\ndua', 'satu dua'), ('ko\u00adran', 'koran'), ('a &lt; b', 'a < b'),
        ]:
            with self.subTest(given):
                self.assertEqual(cleaning.tidy(given), want)

    def test_key_ignores_case_and_punctuation(self):
        self.assertEqual(cleaning.key('“Ya,” kata Budi!'), cleaning.key('ya kata budi'))
        self.assertNotEqual(cleaning.key('ya kata Budi'), cleaning.key('ya kata Ani'))


class Slots(unittest.TestCase):
    def test_same_number_on_both_sides(self):
        en, idn = cleaning.fill_slots('%d files', '%d berkas')
        self.assertRegex(en, r'^\d+ files$')
        self.assertEqual(en.split()[0], idn.split()[0])

    def test_names(self):
        en, idn = cleaning.fill_slots('Open {name} with %s', 'Buka {name} dengan %s')
        first, second = en.split()[1], en.split()[3]
        self.assertIn(first, cleaning.NAMES)
        self.assertEqual(idn.split(), ['Buka', first, 'dengan', second])

    def test_refused(self):
        for en, idn in [('%d files', 'berkas'), ('%d of %d', '%d dari %d'), ('%1 %2 %3 %4', '%1 %2 %3 %4')]:
            with self.subTest(en):
                self.assertIsNone(cleaning.fill_slots(en, idn))

    def test_nothing_to_fill(self):
        self.assertEqual(cleaning.fill_slots('5% more', '5% lebih'), ('5% more', '5% lebih'))


class Problem(unittest.TestCase):
    def test_reasons(self):
        long = 'kata ' * 101
        for en, idn, want in [
            ('The river rose after the rain.', 'Sungai itu naik setelah hujan.', ''),
            ('', 'Sungai', 'empty'),
            (long.strip(), long.strip(), 'too long'),
            ('a' * 41, 'sungai', 'long word'),
            ('Вода', 'Air', 'script'), ('12 + 30 = 42', '12 + 30 = 42', 'script'),
            ('The river rose after the rain today', 'Sungai', 'ratio'),
            ('Sungai itu naik karena hujan dari pagi', 'Sungai itu naik karena hujan dari pagi', 'language'),
            ('Borobudur temple compound Magelang', 'borobudur temple compound magelang', 'untranslated'),
            ('In 1990 and 1991 we met', 'Pada 1992 dan 1993 kami bertemu', 'numbers'),
            ('call open() again', 'panggil open() lagi', 'code'),
        ]:
            with self.subTest(want):
                self.assertEqual(cleaning.problem(en, idn), want)

    def test_monolingual(self):
        self.assertEqual(cleaning.monolingual_problem('Sungai itu naik setelah hujan.', 'id'), '')
        self.assertEqual(cleaning.monolingual_problem('The river is at the door.', 'id'), 'language')
        self.assertEqual(cleaning.monolingual_problem('Tiga kata saja', 'id'), 'length')


class TrueCaser(unittest.TestCase):
    def test_restores(self):
        fix = cleaning.TrueCaser(['We saw Jakarta again', 'They left Jakarta', 'Jakarta is big, we saw'], 'en')
        self.assertEqual(fix('they saw jakarta and i left'), 'They saw Jakarta and I left')


class Sentences(unittest.TestCase):
    def test_split(self):
        text = 'Dr. Sari datang pukul 10.30. Ia berkata, "Mulai!" Semua diam\nBaris baru.'
        self.assertEqual(list(articles.sentences(text)),
                         ['Dr. Sari datang pukul 10.30.', 'Ia berkata, "Mulai!"', 'Semua diam', 'Baris baru.'])

    def test_usable(self):
        self.assertTrue(articles.usable('Sungai itu naik setelah hujan tiga hari.'))
        self.assertFalse(articles.usable('Terlalu pendek.'))
        self.assertFalse(articles.usable('Lihat http://contoh.example untuk keterangan selengkapnya hari ini'))


if __name__ == '__main__':
    unittest.main()
