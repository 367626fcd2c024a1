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
		if v > most {
			most = v
		}
	}
	inFours := width%4 == 0
	p.exps(x, most, inFours)
	var sum float32
	if inFours {
		var sums [4]float32
		for i, v := range x {
			sums[i%4] += v
		}
		sum = sums[0] + sums[1] + sums[2] + sums[3]
	} else {
		for _, v := range x {
			sum += v
		}
	}
	p.divide(x, sum)
}

// exps replaces x by exp(x-most).
func (p Path) exps(x []float32, most float32, inFours bool) {
	x = x[p.expsAssembly(x, most, inFours):]
	if inFours {
		for i, v := range x {
			x[i] = exp4(v - most)
		}
		return
	}
	for i, v := range x {
		x[i] = exp1(v - most)
	}
}

func (p Path) divide(x []float32, by float32) {
	x = x[p.divideAssembly(x, by):]
	for i := range x {
		x[i] /= by
	}
}
