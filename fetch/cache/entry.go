package cache

import (
	"encoding/binary"
	"errors"
	"hash/crc32"
)

// An entry's file is the magic, a CRC-32C of what follows it, the length of the
// key, the key and the value. Numbers are big endian, of four bytes. The sum
// tells an entry that a crash left incomplete, the key one whose file name
// stands for another.
const (
	magic       = "kilas\x01\r\n"
	headerBytes = len(magic) + 8
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// errDamaged says that a file is no whole entry of its key.
var errDamaged = errors.New("damaged cache entry")

// encode returns the file of an entry.
func encode(key string, value []byte) []byte {
	out := make([]byte, headerBytes, headerBytes+len(key)+len(value))
	copy(out, magic)
	binary.BigEndian.PutUint32(out[len(magic)+4:], uint32(len(key)))
	out = append(out, key...)
	out = append(out, value...)
	binary.BigEndian.PutUint32(out[len(magic):], crc32.Checksum(out[len(magic)+4:], castagnoli))
	return out
}

// decode returns the value in the file of key.
func decode(key string, file []byte) ([]byte, error) {
	if len(file) < headerBytes || string(file[:len(magic)]) != magic {
		return nil, errDamaged
	}
	sum := binary.BigEndian.Uint32(file[len(magic):])
	n := binary.BigEndian.Uint32(file[len(magic)+4:])
	rest := file[headerBytes:]
	if crc32.Checksum(file[len(magic)+4:], castagnoli) != sum || uint64(n) > uint64(len(rest)) || string(rest[:n]) != key {
		return nil, errDamaged
	}
	return rest[n:], nil
}
