"""Model files: the binary container of Marian, version 1, little endian.

    8 bytes version, 8 bytes number of items
    for each item 4 x 8 bytes: length of the name, type, dimensions, bytes of data
    all names, each closed by a zero byte
    all shapes, 4 bytes a dimension
    8 bytes: length of a gap, then the gap, up to a multiple of 256
    all data

Numbers and matrices are padded to multiples of 256 bytes. An 8-bit matrix is
followed by its multiplier: value = byte / multiplier.
"""
import struct
import typing

import numpy as np

FLOAT32, INT8, INTGEMM8 = 0x0404, 0x0101, 0x4101
ALIGN = 256


class FormatError(ValueError):
    """The file is not what a model file should be."""


class Item(typing.NamedTuple):
    name: str
    type: int
    shape: tuple
    data: bytes


class Matrix(typing.NamedTuple):
    """An 8-bit matrix: bytes in stored order and what they were multiplied by."""
    bytes: np.ndarray
    multiplier: np.float32


def padded(data):
    return data + bytes(-len(data) % ALIGN)


def floats(name, values):
    values = np.asarray(values, '<f4').reshape(1, -1)
    return Item(name, FLOAT32, values.shape, padded(values.tobytes()))


def matrix(name, m, shape=None):
    """`shape` is what the file says; the engine keeps the weights of a product transposed to it."""
    return Item(name, INTGEMM8, shape or m.bytes.shape, padded(m.bytes.tobytes() + struct.pack('<f', m.multiplier)))


def text(name, value):
    data = value.encode() + b'\0'
    return Item(name, INT8, (len(data),), data)


def pack(items):
    """The bytes of a model file."""
    head = struct.pack('<QQ', 1, len(items))
    head += b''.join(struct.pack('<4Q', len(i.name) + 1, i.type, len(i.shape), len(i.data)) for i in items)
    head += b''.join(i.name.encode() + b'\0' for i in items)
    head += b''.join(struct.pack(f'<{len(i.shape)}i', *i.shape) for i in items)
    gap = ALIGN - (len(head) + 8) % ALIGN
    return head + struct.pack('<Q', gap) + bytes(gap) + b''.join(i.data for i in items)


def unpack(data):
    """{name: array of float32, Matrix of the file's shape, or str} of a model file."""
    try:
        return dict(_items(data))
    except (struct.error, UnicodeDecodeError) as e:
        raise FormatError(f'model file is damaged: {e}') from e


def _items(data):
    version, count = struct.unpack_from('<QQ', data)
    if version != 1:
        raise FormatError(f'model file has version {version}, not 1')
    if count * 32 > len(data):
        raise FormatError('model file is cut short')
    heads = [struct.unpack_from('<4Q', data, 16 + 32 * i) for i in range(count)]
    at, names, shapes = 16 + 32 * count, [], []
    for length, _, _, _ in heads:
        names.append(data[at:at + length - 1].decode())
        at += length
    for _, _, dimensions, _ in heads:
        shapes.append(struct.unpack_from(f'<{dimensions}i', data, at))
        at += 4 * dimensions
    at += 8 + struct.unpack_from('<Q', data, at)[0]
    if at + sum(h[3] for h in heads) != len(data):
        raise FormatError(f'model file has {len(data)} bytes, not {at + sum(h[3] for h in heads)}')
    for name, shape, (_, kind, _, size) in zip(names, shapes, heads):
        yield name, _value(data[at:at + size], kind, shape)
        at += size


def _value(data, kind, shape):
    n = int(np.prod(shape))
    if kind == INT8:
        return data.rstrip(b'\0').decode()
    if kind not in (FLOAT32, INTGEMM8):
        raise FormatError(f'model file has an item of type {kind:#x}')
    if len(data) < (4 * n if kind == FLOAT32 else n + 4):
        raise FormatError('model file has an item that is cut short')
    if kind == FLOAT32:
        return np.frombuffer(data, '<f4', n).reshape(shape)
    return Matrix(np.frombuffer(data, np.int8, n).reshape(shape), np.frombuffer(data, '<f4', 1, n)[0])
