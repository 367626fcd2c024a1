#!/usr/bin/env python3
"""toy.py: a little language for trying the whole training out.

    toy.py FOLDER       writes pairs.tsv, mono.en and mono.id
"""
import os
import random
import sys

NOUNS = [x.split(':') for x in 'book:buku house:rumah cat:kucing city:kota river:sungai tree:pohon friend:teman '
         'teacher:guru car:mobil road:jalan school:sekolah market:pasar'.split()]
ADJECTIVES = [x.split(':') for x in 'big:besar small:kecil new:baru old:lama good:bagus red:merah'.split()]
VERBS = [x.split(':') for x in 'sees:melihat wants:mau buys:membeli likes:menyukai finds:menemukan'.split()]
PEOPLE = [('Tom', 'Tom'), ('My mother', 'Ibu saya'), ('The president', 'Presiden'), ('My uncle', 'Paman saya'), ('Budi', 'Budi')]


def pair(rng):
    """An English sentence and its translation."""
    (who, siapa), (does, melakukan), (noun, benda), (like, seperti), (place, tempat) = (
        rng.choice(x) for x in (PEOPLE, VERBS, NOUNS, ADJECTIVES, NOUNS))
    n = rng.randint(2, 99)
    return f'{who} {does} {n} {like} {noun}s near the {place}.', f'{siapa} {melakukan} {n} {benda} {seperti} dekat {tempat}.'


def main():
    rng, folder, rows = random.Random(1), sys.argv[1], {}
    while len(rows) < 4000:
        rows.setdefault(*pair(rng))
    pairs = list(rows.items())
    with open(os.path.join(folder, 'pairs.tsv'), 'w', encoding='utf8') as f:
        f.writelines(f'toy\t{en}\t{idn}\tnews\n' for en, idn in pairs)
    for name, lines in (('mono.en', [p[0] for p in pairs[:300]]), ('mono.id', [p[1] for p in pairs[300:600]])):
        with open(os.path.join(folder, name), 'w', encoding='utf8') as f:
            f.writelines(line + '\n' for line in lines)


if __name__ == '__main__':
    main()
