package translate

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// A service's doubtful translation of one sentence among others is asked for
// again alone; what stays doubtful is marked, or done by the next service.
func TestServiceDoubts(t *testing.T) {
	t.Parallel()
	const bad = "Menteri Sri Mulyani mengumumkan anggaran baru di https://kemenkeu.go.id hari ini."
	const good = "Minister Sri Mulyani announced a new budget at https://kemenkeu.go.id today."
	others := map[string]string{"Hujan turun di kota itu.": "It rained in the city.", "Sekolah akan tutup besok pagi.": "Schools will close tomorrow morning."}
	tests := map[string]struct{ answer, code string }{
		"empty":          {"", WarnUntranslated},
		"looping":        {"Minister Sri Mulyani https://kemenkeu.go.id " + strings.Repeat("new budget ", 12), WarnRepeated},
		"not translated": {bad, WarnCopied},
		"other language": {"Ibu menteri telah memberitahukan anggaran yang baru pada hari ini juga kepada semua orang di https://kemenkeu.go.id .", WarnLanguage},
		"too long":       {good + strings.Repeat(" And then he said other things that nobody had asked him about at all.", 9), WarnLength},
		"lost address":   {"Minister Sri Mulyani announced a new budget today.", WarnLost},
		"other script":   {"Министр Шри Мульяни объявила новый бюджет на https://kemenkeu.go.id сегодня.", WarnLanguage},
	}
	for name, tt := range tests {
		for _, recovers := range []bool{true, false} {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				var asked [][]string
				s, _ := scriptedServer(t, "top-secret", func(w http.ResponseWriter, r *http.Request) {
					var ask struct{ Q []string }
					if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
						t.Error(err)
					}
					asked = append(asked, ask.Q)
					var list []map[string]string
					for _, q := range ask.Q {
						text, known := others[q]
						switch {
						case known:
						case recovers && len(asked) > 1 && slices.Equal(ask.Q, []string{bad}):
							text = good
						case strings.Contains(q, "Sri Mulyani"): // also with a placeholder for the address
							text = strings.ReplaceAll(tt.answer, "https://kemenkeu.go.id", placeholderIn(q))
						default:
							text = "is of"
						}
						list = append(list, map[string]string{"translatedText": text})
					}
					answerJSON(t, w, map[string]any{"data": map[string]any{"translations": list}})
				})
				in := []string{"Hujan turun di kota itu.", bad, "Sekolah akan tutup besok pagi."}
				got, err := Sentences(t.Context(), []Backend{NewGoogle(s)}, "id", "en", in)
				if err != nil {
					t.Fatal(err)
				}
				if got[0].Text != others[in[0]] || got[2].Text != others[in[2]] || len(got[0].Warnings)+len(got[2].Warnings) > 0 {
					t.Errorf("the others suffered: %s", show(got))
				}
				alone := slices.ContainsFunc(asked[1:], func(q []string) bool { return slices.Equal(q, []string{bad}) })
				switch {
				case !alone && name != "lost address": // which is mended in pieces
					t.Errorf("not tried again alone: %q", asked)
				case recovers && name != "lost address" && (got[1].Text != good || len(got[1].Warnings) > 0):
					t.Errorf("tried again to no effect: %s", show(got))
				case !recovers && name != "lost address" && !strings.Contains(codes(got[1].Warnings), tt.code):
					t.Errorf("not marked with %s: %s", tt.code, show(got))
				case name == "lost address" && !strings.Contains(got[1].Text, "https://kemenkeu.go.id"):
					t.Errorf("the address is lost: %s", show(got))
				}
				if !recovers {
					second := &scripted{name: "b", do: func(int, string) string { return good }}
					got, err := Sentences(t.Context(), []Backend{NewGoogle(s), second}, "id", "en", in)
					if err != nil || name != "lost address" && (got[1].By != "b" || got[1].Text != good || got[0].By != "google") {
						t.Errorf("with a second service: %s%v", show(got), err)
					}
				}
			})
		}
	}
}

// placeholderIn is what stands for the address in a sentence.
func placeholderIn(sentence string) string {
	for _, w := range strings.Fields(sentence) {
		if strings.HasPrefix(w, "XQ") {
			return w
		}
	}
	return "https://kemenkeu.go.id"
}
