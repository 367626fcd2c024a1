package kernel

import "encoding/binary"

// Columns are packed in blocks, and within a block in groups of rows: a block
// holds, for four rows at a time, four values of each of its columns. So one
// 64-byte load has all that four adjacent activations are multiplied with,
// and no sum ever runs across a register.
const (
	blockColumns = 16
	groupRows    = 4
	groupBytes   = blockColumns * groupRows
)

// Matrix is an int8 matrix of K rows and N columns, packed for the kernels.
// It is read-only once packed.
type Matrix struct {
	K, N   int
	packed []byte
}

// Stride returns N rounded up to whole blocks: the length of one row of a
// product, of which the last Stride-N values mean nothing.
func (m *Matrix) Stride() int { return blocks(m.N) * blockColumns }

func blocks(columns int) int { return (columns + blockColumns - 1) / blockColumns }

// Pack packs a matrix of k rows, a multiple of 4, and n columns. column(j)
// returns the k values of column j.
func Pack(k, n int, column func(j int) []byte) *Matrix {
	m := &Matrix{}
	m.Repack(k, n, column)
	return m
}

// Repack fills the matrix anew and reuses its memory where it can.
func (m *Matrix) Repack(k, n int, column func(j int) []byte) {
	m.K, m.N = k, n
	size := blocks(n) * blockColumns * k
	if cap(m.packed) < size {
		m.packed = make([]byte, size)
	}
	m.packed = m.packed[:size]
	for j := range n {
		src := column(j)[:k]
		dst := m.packed[j/blockColumns*blockColumns*k:]
		at := j % blockColumns * groupRows
		for i := 0; i < k; i += groupRows {
			binary.LittleEndian.PutUint32(dst[at:], binary.LittleEndian.Uint32(src[i:]))
			at += groupBytes
		}
	}
	m.clearFrom(n)
}

// clearFrom zeroes the columns that only fill up the last block.
func (m *Matrix) clearFrom(n int) {
	if n%blockColumns == 0 {
		return
	}
	last := m.packed[len(m.packed)-blockColumns*m.K:]
	from := n % blockColumns * groupRows
	for i := 0; i < len(last); i += groupBytes {
		clear(last[i+from : i+groupBytes])
	}
}

// ColumnSum returns the sum of a column's values.
func ColumnSum(column []byte) int32 {
	var sum int32
	for _, b := range column {
		sum += int32(int8(b))
	}
	return sum
}
