package beads

import "math"

// assignment solves the maximum-weight assignment problem: it returns for
// every row its column, or -1, so that no column is used twice and the sum of
// weights, none of them negative, is greatest. It is the Hungarian algorithm
// with potentials and shortest augmenting paths (Kuhn 1955; Jonker and
// Volgenant 1987), O(n^3), on the matrix padded to a square with zeros.
func assignment(weights [][]float64) []int {
	rows := len(weights)
	columns := 0
	if rows > 0 {
		columns = len(weights[0])
	}
	n := max(rows, columns)
	cost := func(i, j int) float64 {
		if i < rows && j < columns {
			return -weights[i][j]
		}
		return 0
	}
	// Rows and columns count from 1; 0 is the start of a search.
	rowPotential := make([]float64, n+1)
	columnPotential := make([]float64, n+1)
	rowOf := make([]int, n+1)
	previous := make([]int, n+1)
	for i := 1; i <= n; i++ {
		rowOf[0] = i
		shortest := make([]float64, n+1)
		done := make([]bool, n+1)
		for j := range shortest {
			shortest[j] = math.Inf(1)
		}
		at := 0
		for rowOf[at] != 0 {
			done[at] = true
			step, next := math.Inf(1), 0
			for j := 1; j <= n; j++ {
				if done[j] {
					continue
				}
				reduced := cost(rowOf[at]-1, j-1) - rowPotential[rowOf[at]] - columnPotential[j]
				if reduced < shortest[j] {
					shortest[j], previous[j] = reduced, at
				}
				if shortest[j] < step {
					step, next = shortest[j], j
				}
			}
			for j := range done {
				if done[j] {
					rowPotential[rowOf[j]] += step
					columnPotential[j] -= step
				} else {
					shortest[j] -= step
				}
			}
			at = next
		}
		for at != 0 {
			rowOf[at] = rowOf[previous[at]]
			at = previous[at]
		}
	}
	columnOf := make([]int, rows)
	for i := range columnOf {
		columnOf[i] = -1
	}
	for j := 1; j <= columns; j++ {
		if i := rowOf[j]; i >= 1 && i <= rows {
			columnOf[i-1] = j - 1
		}
	}
	return columnOf
}
