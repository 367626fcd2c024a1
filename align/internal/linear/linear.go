// Package linear solves the systems of linear equations that the fits of
// package align's trainers lead to. Start with [Solve].
package linear

import "math"

// Solve returns x with a·x = b, by Gaussian elimination with partial pivoting.
// a has a row for each element of b, as long as b; both are overwritten. A
// singular a gives infinities or NaN.
func Solve(a [][]float64, b []float64) []float64 {
	size := len(b)
	for column := range size {
		pivot := column
		for row := column + 1; row < size; row++ {
			if math.Abs(a[row][column]) > math.Abs(a[pivot][column]) {
				pivot = row
			}
		}
		a[column], a[pivot] = a[pivot], a[column]
		b[column], b[pivot] = b[pivot], b[column]
		for row := column + 1; row < size; row++ {
			factor := a[row][column] / a[column][column]
			for k := column; k < size; k++ {
				a[row][k] -= factor * a[column][k]
			}
			b[row] -= factor * b[column]
		}
	}
	x := make([]float64, size)
	for row := size - 1; row >= 0; row-- {
		sum := b[row]
		for k := row + 1; k < size; k++ {
			sum -= a[row][k] * x[k]
		}
		x[row] = sum / a[row][row]
	}
	return x
}

// Square returns a matrix of zeros.
func Square(size int) [][]float64 {
	a := make([][]float64, size)
	for row := range a {
		a[row] = make([]float64, size)
	}
	return a
}
