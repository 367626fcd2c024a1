package lexicon

import (
	_ "embed"
	"fmt"
	"sync"

	kilas "github.com/kilas-news/kilas"
)

// Strings, unlike files of an embedded file system, are read in place.
var (
	//go:embed ar-en.table
	arabicEnglish string
	//go:embed zh-en.table
	chineseEnglish string
	//go:embed fr-en.table
	frenchEnglish string
	//go:embed de-en.table
	germanEnglish string
	//go:embed hi-en.table
	hindiEnglish string
	//go:embed id-en.table
	indonesianEnglish string
	//go:embed ja-en.table
	japaneseEnglish string
	//go:embed ru-en.table
	russianEnglish string
	//go:embed es-en.table
	spanishEnglish string
	//go:embed th-en.table
	thaiEnglish string
	//go:embed tr-en.table
	turkishEnglish string
	//go:embed vi-en.table
	vietnameseEnglish string
)

type pair struct{ source, target kilas.Lang }

// tables are the embedded dictionaries, opened when first used.
var tables = map[pair]func() *Table{
	{"ar", "en"}: once(&arabicEnglish),
	{"zh", "en"}: once(&chineseEnglish),
	{"fr", "en"}: once(&frenchEnglish),
	{"de", "en"}: once(&germanEnglish),
	{"hi", "en"}: once(&hindiEnglish),
	{"id", "en"}: once(&indonesianEnglish),
	{"ja", "en"}: once(&japaneseEnglish),
	{"ru", "en"}: once(&russianEnglish),
	{"es", "en"}: once(&spanishEnglish),
	{"th", "en"}: once(&thaiEnglish),
	{"tr", "en"}: once(&turkishEnglish),
	{"vi", "en"}: once(&vietnameseEnglish),
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
