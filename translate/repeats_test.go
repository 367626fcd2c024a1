package translate

import "testing"

func TestWithoutRepeats(t *testing.T) {
	t.Parallel()
	tests := map[string]struct{ sentence, text, want string }{
		"none":           {"Warga pergi.", "The residents left.", "The residents left."},
		"word":           {"Warga pergi.", "The residents residents left.", "The residents left."},
		"thrice":         {"Warga pergi.", "Residents, residents, residents left.", "Residents left."},
		"capital":        {"This means yes.", "Artinya, artinya ya.", "Artinya ya."},
		"phrase":         {"Sisanya mengalir.", "The rest of the rest of the water flows.", "The rest of the water flows."},
		"with a comma":   {"Di kiri.", "On the left, the left.", "On the left."},
		"at the end":     {"Warga pergi", "The residents left left", "The residents left"},
		"own repeat":     {"Duran Duran tampil.", "Duran Duran performed.", "Duran Duran performed."},
		"hyphen":         {"Anak-anak tidur.", "The children children slept.", "The children slept."},
		"reduplication":  {"The children slept.", "Anak-anak tidur.", "Anak-anak tidur."},
		"figures":        {"RW 1 1.000 rumah.", "RW 1 1,000 houses, 30 30.", "RW 1 1,000 houses, 30 30."},
		"another clause": {"Dia pergi; pergi jauh.", "He left; left far.", "He left; left far."},
		"empty":          {"", "", ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := withoutRepeats(tt.sentence, tt.text); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func FuzzWithoutRepeats(f *testing.F) {
	f.Add("Warga pergi.", "The residents, the residents left.")
	f.Add("", "a a a a a a a a a ’ -")
	f.Fuzz(func(t *testing.T, sentence, text string) {
		got := withoutRepeats(sentence, text)
		if len(got) > len(text) || got == "" && text != "" {
			t.Errorf("%q from %q", got, text)
		}
	})
}
