package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// without is texts whose sentences are kept out of the training, so that a
// table can be measured on them.
type without struct {
	text  string
	lines []string
}

// leastLine is the length in bytes from which a line that is part of a
// sentence tells that it was cut out of it.
const leastLine = 20

// add reads the files that a pattern matches.
func (w *without) add(pattern string) error {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	if len(files) == 0 {
		return fmt.Errorf("no file matches %q", pattern)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		w.text += string(text) + "\n"
	}
	w.lines = strings.Split(w.text, "\n")
	return nil
}

// has reports whether a side of a pair is part of the texts, or one of their
// lines is part of it.
func (w *without) has(source, target string) bool {
	if w.text == "" {
		return false
	}
	if strings.Contains(w.text, source) || strings.Contains(w.text, target) {
		return true
	}
	for _, line := range w.lines {
		if len(line) >= leastLine && (strings.Contains(source, line) || strings.Contains(target, line)) {
			return true
		}
	}
	return false
}

// neighbourhood is how many lines around one that is left out are too: they
// are often from the same article, and share its names.
const neighbourhood = 2

// outside returns which pairs are left out.
func (w *without) outside(pairs [][2]string) []bool {
	out := make([]bool, len(pairs))
	for n, p := range pairs {
		if w.has(p[0], p[1]) {
			for k := max(0, n-neighbourhood); k <= min(len(pairs)-1, n+neighbourhood); k++ {
				out[k] = true
			}
		}
	}
	return out
}
