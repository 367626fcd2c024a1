package meaning

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"

	kilas "github.com/kilas-news/kilas"
)

// A string, unlike a file of an embedded file system, is read in place.
//
//go:embed id-en.vectors
var indonesianEnglish string

// sides are the two languages of the embedded table, opened when first used.
var sides = sync.OnceValue(func() [2]*Side {
	source, target, err := Open(indonesianEnglish)
	if err != nil {
		panic(fmt.Sprintf("embedded vectors: %v", err)) // a test opens them
	}
	return [2]*Side{source, target}
})

// sideOf returns the words of a language. Malay reads Indonesian's.
func sideOf(l kilas.Lang) (*Side, bool) {
	base, _, _ := strings.Cut(string(l), "-")
	switch base {
	case "id", "ms":
		return sides()[0], true
	case "en":
		return sides()[1], true
	}
	return nil, false
}
