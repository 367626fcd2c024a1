package kernel

// Softmax replaces the scores by their softmax. width, at least len(x), is
// the length of the padded row that x begins, whose further weights are 0:
// a width that is a multiple of 4 is computed four values at a time, which
// changes the rounding.
func (p Path) Softmax(x []float32, width int) {
	if len(x) == 0 {
		return
	}
	most := x[0]
	for _, v := range x[1:] {
		most = max(most, v)
	}
	var sum float32
	if width%4 == 0 {
		var sums [4]float32
		for i, v := range x {
			x[i] = exp4(v - most)
			sums[i%4] += x[i]
		}
		sum = sums[0] + sums[1] + sums[2] + sums[3]
	} else {
		for i, v := range x {
			x[i] = exp1(v - most)
			sum += x[i]
		}
	}
	for i := range x {
		x[i] /= sum
	}
}
