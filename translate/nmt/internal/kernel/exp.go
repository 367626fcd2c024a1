package kernel

import "math"

// exp4 is the float32 exponential of S. Moshier's Cephes library (expf,
// 1992) in the form that SIMD translations of it have: every step is rounded
// to float32 on its own. Bergamot takes it wherever it works on four values
// at a time.
func exp4(x float32) float32 {
	const (
		limit     = 88.3762626647949
		log2e     = 1.44269504
		ln2High   = 0.693359375
		ln2Low    = -2.12194440e-4
		p0, p1    = 1.9875691500e-4, 1.3981999507e-3
		p2, p3    = 8.3334519073e-3, 4.1665795894e-2
		p4, p5    = 1.6666665459e-1, 5.0000001201e-1
		mantissa  = 23
		exponent0 = 127
	)
	x = max(min(x, limit), -limit)
	n := floor(float32(x*log2e) + 0.5)
	x -= float32(n * ln2High)
	x -= float32(n * ln2Low)
	y := float32(p0*x) + p1
	y = float32(y*x) + p2
	y = float32(y*x) + p3
	y = float32(y*x) + p4
	y = float32(y*x) + p5
	y = float32(y*float32(x*x)) + x
	y++
	return y * math.Float32frombits(uint32(int32(n)+exponent0)<<mantissa)
}

func floor(x float32) float32 {
	n := float32(int32(x))
	if n > x {
		n--
	}
	return n
}

// exp1 is the exponential, correctly rounded but for about one value in a
// hundred million.
func exp1(x float32) float32 { return float32(math.Exp(float64(x))) }

// sigmoid returns e/(1+e) with e = exp(x).
func sigmoid(x float32) float32 {
	e := exp4(x)
	return e / (1 + e)
}
