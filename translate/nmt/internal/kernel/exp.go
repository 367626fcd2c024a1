package kernel

import "math"

// exp4 is the float32 exponential of S. Moshier's Cephes library (expf,
// 1992) in the form that SIMD translations of it have: every step is rounded
// to float32 on its own. Bergamot takes it wherever it works on four values
// at a time.
func exp4(x float32) float32 {
	x = max(min(x, expLimit), -expLimit)
	n := floor(float32(x*log2e) + 0.5)
	x -= float32(n * ln2High)
	x -= float32(n * ln2Low)
	y := float32(expP0*x) + expP1
	y = float32(y*x) + expP2
	y = float32(y*x) + expP3
	y = float32(y*x) + expP4
	y = float32(y*x) + expP5
	y = float32(y*float32(x*x)) + x
	y++
	return y * math.Float32frombits(uint32(int32(n)+127)<<23)
}

// Constants of exp4.
const (
	expLimit = 88.3762626647949
	log2e    = 1.44269504
	ln2High  = 0.693359375
	ln2Low   = -2.12194440e-4
	expP0    = 1.9875691500e-4
	expP1    = 1.3981999507e-3
	expP2    = 8.3334519073e-3
	expP3    = 4.1665795894e-2
	expP4    = 1.6666665459e-1
	expP5    = 5.0000001201e-1
)

func floor(x float32) float32 {
	n := float32(int32(x))
	if n > x {
		n--
	}
	return n
}

// exp1 is the float32 exponential for x ≤ 0 by way of float64, within 0.502
// of a unit in the last place, as in expf of S. Nagy's Arm Optimized Routines
// (2017) and in musl: exp(x) = 2^(k/32) · 2^(r/32) with |r| ≤ 1/2, the first
// factor from a table, the second from a cubic.
func exp1(x float32) float32 {
	x = max(x, exp1Least)
	z := float64(exp1Scale * float64(x))
	k := float64(z+exp1Round) - exp1Round
	r := z - k
	y := float64((float64(exp1C0*r) + exp1C1) * float64(r*r))
	y += float64(exp1C2*r) + 1
	n := int64(k)
	return float32(y * math.Float64frombits(math.Float64bits(powers[n&31])+uint64(n>>5)<<52))
}

// Constants of exp1.
const (
	exp1Least = -104 // of which the exponential is rounded to 0
	exp1Scale = 0x1.71547652b82fep+0 * 32
	exp1Round = 0x1.8p+52 // adding it rounds to an integer, halves to even
	exp1C0    = 0x1.c6af84b912394p-5 / 32 / 32 / 32
	exp1C1    = 0x1.ebfce50fac4f3p-3 / 32 / 32
	exp1C2    = 0x1.62e42ff0c52d6p-1 / 32
)

// powers[i] is 2^(i/32).
var powers = [32]float64{
	1, 0x1.059b0d3158574p+0, 0x1.0b5586cf9890fp+0, 0x1.11301d0125b51p+0,
	0x1.172b83c7d517bp+0, 0x1.1d4873168b9aap+0, 0x1.2387a6e756238p+0, 0x1.29e9df51fdee1p+0,
	0x1.306fe0a31b715p+0, 0x1.371a7373aa9cbp+0, 0x1.3dea64c123422p+0, 0x1.44e086061892dp+0,
	0x1.4bfdad5362a27p+0, 0x1.5342b569d4f82p+0, 0x1.5ab07dd485429p+0, 0x1.6247eb03a5585p+0,
	0x1.6a09e667f3bcdp+0, 0x1.71f75e8ec5f74p+0, 0x1.7a11473eb0187p+0, 0x1.82589994cce13p+0,
	0x1.8ace5422aa0dbp+0, 0x1.93737b0cdc5e5p+0, 0x1.9c49182a3f090p+0, 0x1.a5503b23e255dp+0,
	0x1.ae89f995ad3adp+0, 0x1.b7f76f2fb5e47p+0, 0x1.c199bdd85529cp+0, 0x1.cb720dcef9069p+0,
	0x1.d5818dcfba487p+0, 0x1.dfc97337b9b5fp+0, 0x1.ea4afa2a490dap+0, 0x1.f50765b6e4540p+0,
}

// sigmoid returns e/(1+e) with e = exp(x).
func sigmoid(x float32) float32 {
	e := exp4(x)
	return e / (1 + e)
}
