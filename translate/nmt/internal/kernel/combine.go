package kernel

// Combine sets dst[j] to the sum over i of a[i]·b[i·stride+j], added up from
// the first to the last i: a row times a matrix.
func (p Path) Combine(dst, a, b []float32, stride int) {
	done := p.combineAssembly(dst, a, b, stride)
	dst = dst[done:]
	clear(dst)
	for i, w := range a {
		for j, v := range b[i*stride+done:][:len(dst)] {
			dst[j] += float32(w * v)
		}
	}
}

// DotInFours returns the sum over i of a[i]·b[i·stride] in four chains, by i
// modulo 4, joined in pairs.
func DotInFours(a, b []float32, stride int) float32 {
	var c [4]float32
	for i, w := range a {
		c[i%4] += float32(w * b[i*stride])
	}
	return (c[0] + c[1]) + (c[2] + c[3])
}

// Mix moves the cells towards their candidates: c = g·c + (1-g)·w with
// g = sigmoid(f). It is the recurrence of the simpler simple recurrent unit
// (Kim et al., From Research to Production and Back: Ludicrously Fast Neural
// Machine Translation, 2019, section 3.2). out gets max(c, 0).
func (p Path) Mix(cells, f, w, out []float32) {
	done := p.mixAssembly(cells, f, w, out)
	cells, f, w, out = cells[done:], f[done:], w[done:], out[done:]
	for i, c := range cells {
		g := sigmoid(f[i])
		c = float32(g*c) + float32((1-g)*w[i])
		cells[i] = c
		out[i] = max(c, 0)
	}
}
