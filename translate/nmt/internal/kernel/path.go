// Package kernel holds the arithmetic of the translation engine: int8 matrix
// products and the float32 steps between them, each with exactly one result
// to the last bit. Start with [Best] and [Path.Multiply].
//
// Every operation exists in plain Go, which defines it, and some in assembly,
// which must agree with the plain one. No product is fused with an addition,
// and the order of every sum is part of an operation's definition, since only
// then does the engine give the same translations on every machine, the same
// as Bergamot's.
package kernel

// Path is a way to do the arithmetic. All paths give the same results.
type Path int

// The paths, slowest first.
const (
	Plain  Path = iota // Go alone, on any machine
	AVX2               // amd64 with AVX2
	AVX512             // amd64 with AVX-512 BW, VL and VNNI
)

// String returns the path's name.
func (p Path) String() string {
	switch p {
	case AVX2:
		return "avx2"
	case AVX512:
		return "avx512"
	default:
		return "plain"
	}
}
