"""Rules that decide which sentence pairs are fit for training, and in what form.

Every rule is a function of text alone, so that a second run over the same
files keeps the same pairs. The rules follow the usual filters for web-mined
text (length ratio, script, language, copies; see for instance Koehn et al.
2018, "Findings of the WMT 2018 shared task on parallel corpus filtering") and
add what software text needs: accelerator keys, placeholders, code.
"""
import collections
import hashlib
import html
import re
import unicodedata

from data import OTHER

STOP_WORDS = {
    'en': frozenset(
        'the of and is to in that for on with are was as by it be this from at or have not an will your you '
        'can we they he his her been has if when which their there were'.split()),
    'id': frozenset(
        'yang dan di untuk dengan pada tidak ini itu dari adalah ke dalam oleh akan atau dapat telah sebagai '
        'anda saya kami mereka bisa juga ada karena jika lebih sudah tersebut bahwa satu seperti kita'.split()),
}

# What placeholders for strings are filled with: names, which a translation copies.
NAMES = ('Budi Sari Jakarta Surabaya Tom Maria Bandung London Google Linux Firefox Microsoft Rahman Susanto Dewi '
         'Python Paris Tokyo Medan Anna').split()

MARKUP = re.compile(r'</?[A-Za-z][^<>]{0,120}>')
LEADING_KEY = re.compile(r'(?<![\w&])[&_~](?=[A-Za-z]\w)')               # _File, &File, ~File
INNER_KEY = re.compile(r'(?<=[a-z])[&_~](?=[a-z]{2})(?![a-z]*_)')        # Sa&ve
BRACKETED_KEY = re.compile(r'\s*\(&[A-Za-z]\)')                          # Simpan (&S)
NUMBER_SLOT = re.compile(r'%(?:\d+\$)?[-+0-9.]*(?:l{0,2}|h|z)?[diuf](?![a-z])')
STRING_SLOT = re.compile(
    r'%(?:\d+\$)?[-0-9.]*[sS@](?![a-z])|%[1-9]\d?(?![\d%])|\{\{?[A-Za-z0-9_$. ]{0,30}\}?\}'
    r'|\$\{?\d\b\}?|\$[A-Z_]{2,}\$|%\([a-zA-Z_]+\)[sd]|%[A-Z_]{2,}%')
CODE = re.compile(r'[{}\\]|\w\(\)|::|->|==|^[-#$./]')
ENGLISH_WORD = re.compile(r"[A-Za-z']+")


def key(text):
    """The form under which two lines count as the same: case and punctuation are ignored."""
    return re.sub(r'[\W_]+', ' ', unicodedata.normalize('NFKC', text).lower()).strip()


def stable_hash(text):
    """A number in [0, 2**32) that depends on the text alone."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=4).digest(), 'big')


def tidy(text):
    """The text without markup, accelerator keys, escapes and superfluous white space."""
    text = MARKUP.sub('', html.unescape(text))
    text = LEADING_KEY.sub('', text)
    if sum(map(text.count, '_&~')) == 1:
        text = INNER_KEY.sub('', text)
    text = BRACKETED_KEY.sub('', text)
    text = text.replace('\\n', ' ').replace('\\t', ' ')
    text = text.replace('\u00ad', '').replace('\ufeff', '')      # soft hyphen, byte order mark
    return ' '.join(text.split())


def fill_slots(en, idn):
    """Both sides with their placeholders replaced by the same number or name, or None if they differ.

    A model learns from such pairs to carry numbers and names over unchanged.
    """
    for pattern, words in ((NUMBER_SLOT, None), (STRING_SLOT, NAMES)):
        ours, theirs = pattern.findall(en), pattern.findall(idn)
        if collections.Counter(ours) != collections.Counter(theirs):
            return None
        distinct = sorted(set(ours))
        if len(ours) > 3 or len(ours) > max(1, len(distinct)):
            return None
        for i, slot in enumerate(distinct):
            n = stable_hash(en + slot + str(i))
            value = words[n % len(words)] if words else str(2 + n % 97)
            en, idn = en.replace(slot, value), idn.replace(slot, value)
    if '%s' in en or '%s' in idn:
        return None
    return en, idn


def is_latin_text(text):
    """Whether at least half of the text is letters, nine tenths of them Latin."""
    visible = text.replace(' ', '')
    letters = [c for c in visible if c.isalpha()]
    return bool(letters) and len(letters) >= 0.5 * len(visible) and sum(ord(c) < 0x250 for c in letters) >= 0.9 * len(letters)


def is_in_language(text, lang):
    """Whether stop words of `lang` are as many as those of the other language; True for short text."""
    words = key(text).split()
    if len(words) < 6:
        return True
    own, other = (sum(w in STOP_WORDS[x] for w in words) for x in (lang, OTHER[lang]))
    return other < 2 or own >= other


def problem(en, idn):
    """Why the pair is unfit, in a word or two; '' if it is fit."""
    words, idn_words = en.split(), idn.split()
    if not en or not idn:
        return 'empty'
    n, m = len(words), len(idn_words)
    if n > 100 or m > 100 or len(en) > 600 or len(idn) > 600:
        return 'too long'
    if max(map(len, words + idn_words)) > 40:
        return 'long word'
    if not is_latin_text(en) or not is_latin_text(idn):
        return 'script'
    if max(n, m) > 4 and not 0.4 <= m / n <= 2.2:
        return 'ratio'
    if max(len(en), len(idn)) > 20 and not 0.5 <= len(idn) / len(en) <= 2.1:
        return 'ratio'
    if not is_in_language(en, 'en') or not is_in_language(idn, 'id'):
        return 'language'
    if key(en) == key(idn) and n > 2:
        return 'untranslated'
    numbers, idn_numbers = set(re.findall(r'\d+', en)), set(re.findall(r'\d+', idn))
    if len(numbers ^ idn_numbers) > 1 + 0.5 * len(numbers | idn_numbers):
        return 'numbers'
    return 'code' if CODE.search(en) else ''


def monolingual_problem(text, lang):
    """Why a sentence of one language is unfit; '' if it is fit."""
    words = key(text).split()
    if not 4 <= len(words) <= 80:
        return 'length'
    if not is_latin_text(text):
        return 'script'
    own, other = (sum(w in STOP_WORDS[x] for w in words) for x in (lang, OTHER[lang]))
    return 'language' if other > own or own == 0 and len(words) > 8 else ''


class TrueCaser:
    """Restores the case of lower-cased text: each word as it is spelt most often inside of lines (Lita et al. 2003)."""

    def __init__(self, lines, lang):
        spellings = collections.defaultdict(collections.Counter)
        for line in lines:
            for word in ENGLISH_WORD.findall(line)[1:]:          # the first word's capital says nothing
                spellings[word.lower()][word] += 1
        self.best = {word: seen.most_common(1)[0][0] for word, seen in spellings.items()}
        self.lang = lang
        self.best['i'] = 'I' if lang == 'en' else 'i'

    def __call__(self, line):
        line = ENGLISH_WORD.sub(lambda m: self.best.get(m[0], m[0]), line)
        if self.lang == 'en':
            line = re.sub(r"\bi(?='|\b)", 'I', line)
        return line[:1].upper() + line[1:]
