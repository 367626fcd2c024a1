package pipeline

import (
	"testing"

	"github.com/kilas-news/kilas"
)

func TestColumns(t *testing.T) {
	t.Parallel()
	pair := [2]kilas.Lang{"id", "en"}
	tests := []struct {
		name           string
		opt            Options
		articles       []kilas.Lang
		source, target kilas.Lang
		quoted         bool
	}{
		{"one, default reader", Options{}, []kilas.Lang{"id"}, "id", "en", false},
		{"one in the reader's language", Options{To: "id"}, []kilas.Lang{"id"}, "id", "id", false},
		{"one of a pair", Options{Pair: pair}, []kilas.Lang{"en"}, "en", "id", false},
		{"one outside of the pair", Options{Pair: pair}, []kilas.Lang{"fr"}, "fr", "id", false},
		{"two keep their languages", Options{To: "es"}, []kilas.Lang{"en", "id"}, "en", "id", true},
		{"two, in the order of the pair", Options{Pair: pair}, []kilas.Lang{"en", "id"}, "id", "en", true},
		{"two, for a reader of the first", Options{To: "en", Asked: true}, []kilas.Lang{"en", "id"}, "id", "en", true},
		{"two, for a reader of the second", Options{To: "id", Asked: true}, []kilas.Lang{"en", "id"}, "en", "id", true},
		{"two, for a reader of neither", Options{To: "es", Asked: true}, []kilas.Lang{"en", "id"}, "en", "es", false},
		{"two in one language", Options{}, []kilas.Lang{"id", "id"}, "id", "en", false},
		{"one of unknown language", Options{}, []kilas.Lang{"", "id"}, "", "en", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var g group
			for _, l := range tt.articles {
				g.articles = append(g.articles, kilas.Article{Lang: l})
			}
			source, target, quoted := tt.opt.columns(g)
			if source != tt.source || target != tt.target || quoted != tt.quoted {
				t.Errorf("columns() = %q, %q, %v; want %q, %q, %v", source, target, quoted, tt.source, tt.target, tt.quoted)
			}
		})
	}
}
