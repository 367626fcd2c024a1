package nmt

import "github.com/kilas-news/kilas/translate/nmt/internal/kernel"

// affine is a quantized linear layer, y = x·w + b. Activations are quantized
// by a factor alpha that was measured when the model was made; 0 means that
// there is none, and the largest activation of each call decides.
type affine struct {
	weights *kernel.Matrix
	factor  float32   // of the weights
	sums    []int32   // of the weights' columns
	bias    []float32 // as long as a row of a product, zeros without a bias
	alpha   float32
	fixed   prepared // for alpha
}

// prepared is what follows from an alpha.
type prepared struct {
	alpha, scale float32
	bias         []float32
}

// prepare computes the bias that also takes back the shift of the quantized
// activations, into a slice of the caller's.
func (a *affine) prepare(alpha float32, bias []float32) prepared {
	unit := unshift(alpha, a.factor)
	for j, sum := range a.sums {
		bias[j] = float32(float32(sum)*unit) + a.bias[j]
	}
	return prepared{alpha, unquantize(alpha, a.factor), bias}
}

// unshift returns what a column's sum of weights contributes for the shift.
func unshift(alpha, factor float32) float32 {
	return -float32(float32(kernel.Shift/alpha)*float32(kernel.Shift/factor)) / kernel.Shift
}

// unquantize returns what an integer product is multiplied with.
func unquantize(alpha, factor float32) float32 { return 1 / float32(alpha*factor) }

// activation says what is done to a layer's input first.
type activation int

const (
	identity activation = iota
	relu
)

// apply computes rows of dst from rows of x.
func (w *worker) apply(a *affine, dst, x []float32, rows int, f activation) {
	x = x[:rows*a.weights.K]
	use := a.fixed
	if a.alpha == 0 {
		w.bias = grow(w.bias, a.weights.Stride())
		clear(w.bias)
		use = a.prepare(dynamicAlpha(x, f), w.bias)
	}
	w.quantized = grow(w.quantized, len(x))
	w.quantize(x, use.alpha, f)
	w.path.Multiply(dst, w.quantized, rows, a.weights, use.scale, use.bias)
}

func (w *worker) quantize(x []float32, alpha float32, f activation) {
	if f == relu {
		w.path.QuantizeReLU(w.quantized, x, alpha)
		return
	}
	w.path.Quantize(w.quantized, x, alpha)
}

// dynamicAlpha returns the factor that makes the largest magnitude of the
// layer's input 127.
func dynamicAlpha(x []float32, f activation) float32 {
	var most float32
	if f == relu {
		for _, v := range x {
			most = max(most, v)
		}
	} else {
		most = kernel.MaxAbs(x)
	}
	if most == 0 {
		return 1
	}
	return kernel.Shift / most
}

// grow returns a slice of length n that reuses s where it can. Its contents
// are undefined.
func grow[T any](s []T, n int) []T {
	if cap(s) >= n {
		return s[:n]
	}
	return make([]T, n, n+n/4)
}
