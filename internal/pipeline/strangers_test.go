package pipeline

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// Articles on one event are no strangers, whenever they were published, and
// all others are.
func TestStrangers(t *testing.T) {
	t.Parallel()
	all := events(t)
	article := func(file, lang, published string) kilas.Article {
		data, err := os.ReadFile(filepath.Join(testdata, file))
		if err != nil {
			t.Fatal(err)
		}
		title, text, _ := strings.Cut(string(data), "\n")
		return kilas.Article{Title: title, Text: text, Lang: kilas.Lang(lang), Published: published}
	}
	for _, a := range all {
		for _, b := range all {
			w, ok := Strangers(article(a.SourceFile, "id", "2026-01-05"), article(b.TargetFile, "en", "2026-06-01"))
			if ok != (a.Name != b.Name) || ok && w.Code != WarnDifferentEvents {
				t.Errorf("%s in Indonesian, %s in English: strangers %v, %v", a.Name, b.Name, ok, w)
			}
		}
	}
}

// What was paired stands alone afterwards, in the order of the texts.
func TestUnpaired(t *testing.T) {
	t.Parallel()
	al := unpaired(kilas.Alignment{
		Pairs:      []kilas.Bead{{Source: []int{1, 2}, Target: []int{3}}, {Source: []int{4}, Target: []int{0}}},
		SourceOnly: []int{0, 3}, TargetOnly: []int{1, 2},
	})
	for _, list := range [][]int{al.SourceOnly, al.TargetOnly} {
		for i, n := range list {
			if i != n {
				t.Errorf("%v is not in order or not whole", list)
			}
		}
	}
	if len(al.Pairs) != 0 || len(al.SourceOnly) != 5 || len(al.TargetOnly) != 4 {
		t.Errorf("%+v", al)
	}
}
