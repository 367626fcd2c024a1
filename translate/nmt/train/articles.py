#!/usr/bin/env python3
"""articles.py: sentences of articles, one a line, for back-translation.

    articles.py -o SENTENCES[.xz] [--not FILE ...] ARTICLES.jsonl ...

Each line of ARTICLES is a JSON object with "text" and perhaps "title".
Sentences of the --not files (articles that something else is measured on) are
left out wherever they come from.
"""
import argparse
import json
import lzma
import re

from cleaning import key
from data import open_text

# Words that a full stop belongs to, in English and Indonesian.
ABBREVIATIONS = frozenset(
    'mr mrs ms dr prof sen rep gov gen col lt st no vs etc jr sr inc corp co ltd u.s u.k u.n '
    'rp jl tn ny drs ir h hj kh kol jend letjen mayjen brigjen kompol akbp ipda s.h s.e m.si m.m '
    'jan feb mar apr jun jul aug sept sep oct nov dec a.m p.m i.e e.g dll dsb dkk tgl'.split())
END = re.compile(r'[.?!]+["\'”’)\]]*\s+(?=["\'“‘(\[]?[A-Z0-9])')
MARKUP = re.compile(r'[|<>{}\\_=@]|http')


def sentences(text):
    """The sentences of a text. A line break ends one, too."""
    for paragraph in text.splitlines():
        start = 0
        for end in END.finditer(paragraph):
            before = paragraph[start:end.start()].split()
            last = before[-1].lower().strip('("\'“') if before else ''
            if end[0][0] == '.' and (last in ABBREVIATIONS or len(last) == 1):
                continue
            yield paragraph[start:end.end()].strip()
            start = end.end()
        yield paragraph[start:].strip()


def usable(sentence):
    """Whether the sentence is of middling length and made of Latin words."""
    words = sentence.split()
    if not 5 <= len(words) <= 60 or not 25 <= len(sentence) <= 400 or max(map(len, words)) > 35:
        return False
    letters = [c for c in sentence if c.isalpha()]
    latin = sum(ord(c) < 0x250 for c in letters)
    return (len(letters) > 0.65 * len(''.join(words)) and latin > 0.97 * len(letters)
            and sentence[0] not in ',.;:)' and not MARKUP.search(sentence))


def texts(path):
    for line in open_text(path):
        article = json.loads(line)
        yield from (article.get(field) or '' for field in ('title', 'text'))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('articles', nargs='+')
    ap.add_argument('-o', '--out', required=True)
    ap.add_argument('--not', dest='excluded', action='append', default=[], metavar='FILE')
    args = ap.parse_args()
    seen = {key(s) for path in args.excluded for text in texts(path) for s in sentences(text)}
    out = []
    for path in args.articles:
        for text in texts(path):
            for sentence in sentences(re.sub(r'[ \t\u00a0]+', ' ', text)):
                k = key(sentence)
                if usable(sentence) and k not in seen:
                    seen.add(k)
                    out.append(sentence)
    with lzma.open(args.out, 'wt', encoding='utf8') if args.out.endswith('.xz') else open(args.out, 'w', encoding='utf8') as f:
        f.writelines(s + '\n' for s in out)
    print(f'{len(out)} sentences')


if __name__ == '__main__':
    main()
