package translate

import (
	"slices"
	"strings"
	"testing"
)

// The built-in model's best translation of this sentence says the opposite;
// one that its beam has too does not.
func TestBuiltinKeepsNegation(t *testing.T) {
	t.Parallel()
	sentences := []string{"Hujan turun di kota itu.", "Gempa berkekuatan magnitudo 5,6 tidak berpotensi tsunami."}
	b := Builtin()[slices.IndexFunc(Builtin(), func(n *Neural) bool { return n.Supports("id", "en") })]
	raw, err := b.results(t.Context(), sentences)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(raw[1].Text, "not") {
		t.Fatalf("%q is right: the test needs another sentence", raw[1].Text)
	}
	got, err := b.Translate(t.Context(), "id", "en", sentences)
	if err != nil || !strings.Contains(got[1], "not") {
		t.Errorf("translated %q, %v", got, err)
	}
	if alone, err := b.Translate(t.Context(), "id", "en", sentences[1:]); err != nil || alone[0] != got[1] {
		t.Errorf("alone %q, %v, beside another %q", alone, err, got[1])
	}
	if b.faults(sentences[1], got[1]) != 0 || b.faults(sentences[1], raw[1].Text) == 0 {
		t.Error("the checks don't tell the translations apart")
	}
}
