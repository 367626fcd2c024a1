package lexicon

import (
	_ "embed"
	"fmt"
	"sync"

	kilas "github.com/kilas-news/kilas"
)

// A string, unlike a file of an embedded file system, is read in place.
//
//go:embed id-en.table
var indonesianEnglish string

type pair struct{ source, target kilas.Lang }

// tables are the embedded dictionaries, opened when first used.
var tables = map[pair]func() *Table{
	{"id", "en"}: once(&indonesianEnglish),
}

func once(table *string) func() *Table {
	return sync.OnceValue(func() *Table { return mustOpen(*table) })
}

// relatives are languages whose vocabulary another one's table mostly covers.
var relatives = map[kilas.Lang]kilas.Lang{"ms": "id"}

func open(source, target kilas.Lang) (*Table, bool) {
	t, ok := tables[pair{source, target}]
	if !ok {
		t, ok = tables[pair{relatives[source], target}]
	}
	if !ok {
		return nil, false
	}
	return t(), true
}

// mustOpen opens an embedded table, which a test has opened before.
func mustOpen(s string) *Table {
	t, err := Open(s)
	if err != nil {
		panic(fmt.Sprintf("embedded table: %v", err))
	}
	return t
}
