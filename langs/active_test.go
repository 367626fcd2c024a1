package langs

import (
	"slices"
	"testing"
)

func TestActiveForms(t *testing.T) {
	t.Parallel()
	for verb, want := range map[string]string{
		"pangkas": "memangkas", "tetapkan": "menetapkan", "sambut": "menyambut", "kalahkan": "mengalahkan", "rendam": "merendam",
		"guncang": "mengguncang", "akuisisi": "mengakuisisi", "bantah": "membantah", "dorong": "mendorong", "cari": "mencari",
		"luncurkan": "meluncurkan", "minta": "meminta", "wajibkan": "mewajibkan", "proses": "memproses", "kritik": "mengkritik",
	} {
		if got := ActiveForms(verb); !slices.Contains(got, want) {
			t.Errorf("ActiveForms(%q) = %q, without %q", verb, got, want)
		}
	}
	for _, w := range []string{"", "beri"[:3], "xenon", "4,75", "élite"} {
		if got := ActiveForms(w); got != nil {
			t.Errorf("ActiveForms(%q) = %q", w, got)
		}
	}
}
