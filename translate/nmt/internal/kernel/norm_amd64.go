package kernel

// addNormAssembly does what AddNorm does for as many rows as it can and
// returns how many values those have.
func (p Path) addNormAssembly(x, y []float32, n Norm) int {
	width := len(n.Scale)
	rows := len(x) / width
	if p == Plain || width%8 != 0 || rows == 0 {
		return 0
	}
	x, y = x[:rows*width], y[:rows*width]
	addAVX2(&x[0], &y[0], len(x))
	for at := 0; at < rows; at += normRows {
		addNormRows(x[at*width:min(at+normRows, rows)*width], y[at*width:], n)
	}
	return len(x)
}

// normRows is how many rows are summed up side by side.
const normRows = 8

// addNormRows normalizes up to normRows rows of x and overwrites y.
func addNormRows(x, y []float32, n Norm) {
	width := len(n.Scale)
	rows := len(x) / width
	means := sumRows(x, width)
	for r := range rows {
		means[r] /= float32(width)
		squaresAVX2(&y[r*width], &x[r*width], width, means[r])
	}
	squares := sumRows(y[:len(x)], width)
	for r := range rows {
		normAVX2(&x[r*width], width, means[r], deviation(squares[r], width), &n.Scale[0], &n.Bias[0])
	}
}

// sumRows sums up to normRows rows, the last one in place of missing ones.
func sumRows(x []float32, width int) [normRows]float32 {
	var rows [normRows]*float32
	for r := range rows {
		rows[r] = &x[min(r*width, len(x)-width)]
	}
	var sums [normRows]float32
	sumRowsAVX2(&sums, &rows, width)
	return sums
}
