//go:build !amd64

package kernel

// Best returns the fastest path of this machine.
func Best() Path { return Plain }

func (p Path) multiplyAssembly(dst []float32, a []uint8, rows int, m *Matrix, scale float32, bias []float32) bool {
	return false
}

func (p Path) quantizeAssembly(dst []uint8, x []float32, q float32, low int32) int { return 0 }

func (p Path) combineAssembly(dst, a, b []float32, stride int) int { return 0 }

func (p Path) mixAssembly(cells, f, w, out []float32) int { return 0 }

func (p Path) expsAssembly(x []float32, most float32, inFours bool) int { return 0 }

func (p Path) divideAssembly(x []float32, by float32) int { return 0 }

func (p Path) addNormAssembly(x, y []float32, n Norm) int { return 0 }
