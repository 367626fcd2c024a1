package kernel

import "math"

// Shift is what quantized activations are shifted by, to be unsigned.
const Shift = 127

// Quantize sets dst to round(x·q), halves to even, clamped to ±127 and
// shifted to 0..254.
func (p Path) Quantize(dst []uint8, x []float32, q float32) { p.quantize(dst, x, q, -Shift) }

// QuantizeReLU is Quantize of max(x, 0).
func (p Path) QuantizeReLU(dst []uint8, x []float32, q float32) { p.quantize(dst, x, q, 0) }

func (p Path) quantize(dst []uint8, x []float32, q float32, low int32) {
	dst = dst[:len(x)]
	done := p.quantizeAssembly(dst, x, q, low)
	for i, v := range x[done:] {
		dst[done+i] = uint8(clamp(v*q, low) + Shift)
	}
}

// clamp rounds to int32 and clamps to low..127. Too large a value and NaN
// become low, as the conversion of x86 has it.
func clamp(v float32, low int32) int32 {
	if !(v > -1<<31 && v < 1<<31) {
		return low
	}
	return min(max(int32(math.RoundToEven(float64(v))), low), Shift)
}

// MaxAbs returns the largest magnitude in x.
func MaxAbs(x []float32) float32 {
	var most float32
	for _, v := range x {
		most = max(most, v, -v)
	}
	return most
}
