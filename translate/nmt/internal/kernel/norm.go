package kernel

import "math"

// epsilon is added to the variance, so that no row is divided by zero.
const epsilon = 1e-6

// Norm holds the parameters of a layer normalization.
type Norm struct{ Scale, Bias []float32 }

// AddNorm sets every row of x, len(n.Scale) wide, to the layer normalization
// of x + y: scale·((v-mean)/σ) + bias. Both sums run through a row from left
// to right. y is scratch space afterwards.
func (p Path) AddNorm(x, y []float32, n Norm) {
	width := len(n.Scale)
	done := p.addNormAssembly(x, y, n)
	x, y = x[done:], y[done:]
	for len(x) >= width {
		addNormRow(x[:width], y[:width], n)
		x, y = x[width:], y[width:]
	}
}

func addNormRow(x, y []float32, n Norm) {
	var sum float32
	for i := range x {
		x[i] += y[i]
		sum += x[i]
	}
	mean := sum / float32(len(x))
	var squares float32
	for _, v := range x {
		d := v - mean
		squares += float32(d * d)
	}
	sigma := deviation(squares, len(x))
	for i, v := range x {
		x[i] = float32(n.Scale[i]*((v-mean)/sigma)) + n.Bias[i]
	}
}

// deviation returns the standard deviation of n values from the sum of their
// squared distances to their mean.
func deviation(squares float32, n int) float32 {
	return float32(math.Sqrt(float64(squares/float32(n) + epsilon)))
}
