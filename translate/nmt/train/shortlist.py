"""Shortlists: for every source piece the target pieces that it may be translated with.

The engine scores only the pieces that a shortlist offers for some piece of the
sentence. The table comes from the lexical probabilities of IBM model 1 (Brown
et al. 1993, section 4.1), learned by expectation maximization over pieces.

The file, little endian: 8 bytes each for a magic number, a checksum, how many
of the first ids are always candidates, the longest list, the number of
offsets, the number of ids; then the offsets (8 bytes), then the ids (4 bytes).
"""
import struct
import typing

import numpy as np

MAGIC = 0xF11A48D5013417F5
HEADER = struct.Struct('<6Q')
LONGEST = 60        # tokens; longer lines are left out of the count
MULTIPLE = 8        # the engine's kernels want this many candidates, or a multiple
MASK = (1 << 64) - 1


class Shortlist(typing.NamedTuple):
    frequent: int           # ids below this are always candidates
    best: int               # the longest list
    lists: list             # an array of target ids for each source id


def read_pairs(path, source, target, links):
    """[(source ids, target ids)] in random order, up to about `links` token pairs (None: all)."""
    with np.load(path) as z:
        x, x_at, y, y_at = z[source].astype(np.int64), z[source + '_off'], z[target].astype(np.int64), z[target + '_off']
    out, total = [], 0
    for i in np.random.default_rng(1).permutation(len(x_at) - 1):
        a, b = x[x_at[i]:x_at[i + 1]], y[y_at[i]:y_at[i + 1]]
        if max(len(a), len(b)) > LONGEST:
            continue
        out.append((a, b))
        total += len(a) * len(b)
        if links and total >= links:
            break
    return out


def model1(pairs, vocab, rounds=5):
    """IBM model 1 without an empty word: (source ids, target ids, t(target|source)) of all pairs that occur.

    They come sorted by source, then target. Every target token shares one
    count among the source tokens of its sentence, in proportion to t.
    """
    total = sum(len(x) * len(y) for x, y in pairs)
    keys = np.empty(total, np.int64)                                    # source x vocab + target, one for each link
    groups = np.empty(sum(len(y) for _, y in pairs), np.int64)          # where the links of a target token start
    link = group = 0
    for x, y in pairs:
        n = len(x) * len(y)
        keys[link:link + n] = (x[None, :] * vocab + y[:, None]).ravel()
        groups[group:group + len(y)] = link + len(x) * np.arange(len(y))
        link, group = link + n, group + len(y)
    sizes = np.diff(np.append(groups, total))
    entries, entry = _number(keys)
    del keys
    sources = entries // vocab
    t = np.ones(len(entries))
    for _ in range(rounds):
        share = t[entry]
        share /= np.repeat(np.add.reduceat(share, groups), sizes)
        count = np.bincount(entry, share, len(entries))
        t = count / np.bincount(sources, count, vocab)[sources]
    return sources, entries % vocab, t


def _number(keys):
    """(distinct keys, for each key the number of its distinct one), as np.unique but in less memory."""
    order = np.argsort(keys, kind='stable')
    ordered = keys[order]
    new = np.concatenate([[True], ordered[1:] != ordered[:-1]])
    number = np.empty(len(keys), np.int32)
    number[order] = (np.cumsum(new) - 1).astype(np.int32)
    return ordered[new], number


def select(table, vocab, target_counts, best=50, threshold=1e-5, common=200):
    """Lists of the most probable targets of every source id, from model1's table.

    Every sentence holds </s> (id 0), so the `common` most frequent targets are
    put into its list: the ids that are always candidates are byte pieces here.
    """
    sources, targets, t = table
    order = np.lexsort((-t, sources))
    sources, targets, t = sources[order], targets[order], t[order]
    start = np.searchsorted(sources, np.arange(vocab + 1))
    lists = []
    for i, j in zip(start, start[1:]):
        lists.append(np.sort(targets[i:i + min(best, int((t[i:j] > threshold).sum()))]))
    lists[0] = np.union1d(lists[0], np.argsort(-target_counts)[:common])
    return lists


def checksum(body):
    """Marian's combination of 64-bit words (as boost::hash_combine); half a word at the end does not count."""
    h = 0
    for word in np.frombuffer(body, '<u8', len(body) // 8).tolist():
        h ^= (word + 0x9e3779b9 + (h << 6) + (h >> 2)) & MASK
    return h


def pack(shortlist):
    """The bytes of a shortlist file."""
    offsets = np.zeros(len(shortlist.lists) + 1, '<u8')
    np.cumsum([len(x) for x in shortlist.lists], out=offsets[1:])
    ids = np.concatenate(shortlist.lists).astype('<u4')
    counts = struct.pack('<4Q', shortlist.frequent, shortlist.best, len(offsets), len(ids))
    body = counts + offsets.tobytes() + ids.tobytes()
    return struct.pack('<2Q', MAGIC, checksum(body)) + body


def unpack(data):
    """The Shortlist of a file's bytes; ValueError if they are damaged."""
    if len(data) < HEADER.size:
        raise ValueError('shortlist is cut short')
    magic, check, frequent, best, offset_count, id_count = HEADER.unpack_from(data)
    if magic != MAGIC:
        raise ValueError('not a binary shortlist')
    if len(data) != HEADER.size + 8 * offset_count + 4 * id_count:
        raise ValueError('shortlist is cut short')
    if checksum(data[16:]) != check:
        raise ValueError('shortlist has a wrong checksum')
    offsets = np.frombuffer(data, '<u8', offset_count, HEADER.size).astype(np.int64)
    ids = np.frombuffer(data, '<u4', id_count, HEADER.size + 8 * offset_count).astype(np.int64)
    return Shortlist(frequent, best, np.split(ids, offsets[1:-1]))


def candidates(shortlist, source):
    """Target ids, ascending, that the engine considers for the source ids when both share one vocabulary."""
    on = np.zeros(len(shortlist.lists), bool)
    on[:shortlist.frequent] = True
    for word in source:
        on[word] = True
        on[shortlist.lists[word]] = True
    missing = -int(on.sum()) % MULTIPLE
    spare = np.nonzero(~on)[0]
    on[spare[:missing]] = True
    return np.nonzero(on)[0]
