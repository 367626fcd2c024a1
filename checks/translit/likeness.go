package translit

// Likeness is the longest common subsequence of two words, against the length
// of the longer one (Melamed 1999, "Bitext maps and alignment via pattern
// recognition", section 5). Latin words are compared byte by byte.
func Likeness(a, b string) float64 {
	if len(a) < len(b) {
		a, b = b, a
	}
	if a == "" {
		return 1
	}
	var row [64]uint8
	if len(a) >= len(row) {
		a = a[:len(row)-1]
	}
	if len(b) >= len(row) {
		b = b[:len(row)-1]
	}
	for i := range len(a) {
		diagonal := uint8(0)
		for j := range len(b) {
			above := row[j+1]
			if a[i] == b[j] {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(above, row[j])
			}
			diagonal = above
		}
	}
	return float64(row[len(b)]) / float64(len(a))
}
