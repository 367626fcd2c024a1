package langs

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// readSentences reads a sentence of each language, written for this project.
func readSentences(t *testing.T) map[kilas.Lang]string {
	t.Helper()
	raw, err := os.ReadFile("testdata/detect/sentences.tsv")
	if err != nil {
		t.Fatal(err)
	}
	out := map[kilas.Lang]string{}
	for line := range strings.Lines(string(raw)) {
		l, text, ok := strings.Cut(strings.TrimSpace(line), "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		out[kilas.Lang(l)] = text
	}
	return out
}

func TestDetectSentences(t *testing.T) {
	t.Parallel()
	sentences := readSentences(t)
	if len(sentences) < 75 {
		t.Fatalf("%d languages, want at least 75", len(sentences))
	}
	d := NewDetector()
	for want, text := range sentences {
		got := d.Detect(text)
		if got.Lang != want {
			t.Errorf("Detect(%q) = %s (%.2f) %v, want %s", text, got.Lang, got.Confidence, got.Candidates, want)
		}
	}
}

// TestDetectStart cuts the sentences to what a short title has: nine of ten
// must still be right, and what is wrong must not be sure of itself.
func TestDetectStart(t *testing.T) {
	t.Parallel()
	d := NewDetector()
	right, total := 0, 0
	for want, text := range readSentences(t) {
		words := strings.Fields(text)
		got := d.Detect(strings.Join(words[:min(5, len(words))], " "))
		total++
		isUnknown(t, text, got)
		if got.Lang == want {
			right++
		} else if got.Confidence > 0.97 && !byWordsAlone(want) {
			t.Errorf("%s: %s is wrong with confidence %.3f", want, got.Lang, got.Confidence)
		}
	}
	if 10*right < 9*total {
		t.Errorf("%d of %d starts of sentences are right, want nine of ten", right, total)
	}
}

// byWordsAlone reports a language without n-grams, which a few words that are
// not in its list cannot show.
func byWordsAlone(l kilas.Lang) bool {
	for _, list := range extraLangs {
		if slices.Contains(strings.Fields(list), string(l)) {
			return true
		}
	}
	return false
}

func TestDetect(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		among      []kilas.Lang
		want       kilas.Lang
		warning    string
	}{
		{"empty", "", nil, "", WarnUnknown},
		{"digits", "12.5 % (2024)", nil, "", WarnUnknown},
		{"addresses alone", "https://example.com/berita @kilas #hoaks", nil, "", WarnUnknown},
		{"invalid bytes", "\xff\xfe\xfd", nil, "", WarnUnknown},
		{"id by spelling", "Pemerintah bilang bahwa uang itu karena pajak", nil, "id", ""},
		{"ms by spelling", "Kerajaan maklumkan bahawa wang itu kerana cukai", nil, "ms", ""},
		{"neither id nor ms", "Anak itu pergi ke pasar", nil, "id", WarnClose},
		{"brand names in Thai", "เปิดตัว iPhone Pro Max รุ่นใหม่", nil, "th", ""},
		{"brand names in Japanese", "Apple、新型iPhoneを発表", nil, "ja", ""},
		{"kanji alone", "首相辞任、経済対策発表へ", nil, "ja", ""},
		{"traditional", "臺灣總統發表談話", nil, "zh-hant", ""},
		{"simplified", "国家主席发表讲话", nil, "zh", ""},
		{"asked base language", "臺灣總統發表談話", []kilas.Lang{"zh", "ja"}, "zh", ""},
		{"asked among", "Polisi menangkap dua orang", []kilas.Lang{"en", "ms"}, "ms", ""},
		{"asked among another script", "Правительство", []kilas.Lang{"id", "en"}, "", WarnUnknown},
		{"capitals", "GOVERNMENT SAYS THE PRICE OF RICE WILL FALL", nil, "en", ""},
		{"Serbian in Latin letters", "Vlada je saopštila da će cena hleba pasti posle nedelju dana, gde god da se kupuje", nil, "sr-latn", ""},
		{"decomposed letters", "Chi\u0301nh phu\u0309 cho bie\u0302\u0301t gia\u0301 ga\u0323o gia\u0309m", nil, "vi", ""},
		{"a name", "Joko Widodo", nil, "", ""},
	}
	d := NewDetector()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := d.Detect(tt.text, tt.among...)
			if tt.name == "a name" {
				if got.Confidence > 0.95 {
					t.Errorf("Detect(%q) is sure of %s (%.3f)", tt.text, got.Lang, got.Confidence)
				}
				return
			}
			if got.Lang != tt.want {
				t.Errorf("Detect(%q) = %s %v, want %s", tt.text, got.Lang, got.Candidates, tt.want)
			}
			if tt.warning != "" && (len(got.Warnings) == 0 || got.Warnings[0].Code != tt.warning) {
				t.Errorf("Detect(%q) warns %v, want %s", tt.text, got.Warnings, tt.warning)
			}
		})
	}
}

func TestDetectWith(t *testing.T) {
	t.Parallel()
	const id, en = "Polisi menangkap dua orang karena mencuri uang di kantor itu", "Police arrested two people who stole money"
	tests := []struct {
		name, text string
		hints      []Hint
		want       kilas.Lang
		warning    string
	}{
		{"agrees", id, []Hint{{"html-lang", "id-ID"}}, "id", ""},
		{"text wins over the template", id, []Hint{{"html-lang", "en"}, {"og:locale", "en_US"}}, "id", WarnMetadata},
		{"one of two agrees", id, []Hint{{"html-lang", "id"}, {"og:locale", "en_US"}}, "id", ""},
		{"text wins over the feed", en, []Hint{{"feed", "id"}}, "en", WarnMetadata},
		{"decides between relatives", "Anak itu pergi ke pasar", []Hint{{"html-lang", "ms-MY"}}, "ms", ""},
		{"decides for the other", "Anak itu pergi ke pasar", []Hint{{"html-lang", "in"}}, "id", ""},
		{"the user wins over the feed", "Anak itu pergi ke pasar", []Hint{{"feed", "id"}, {"html-lang", "id"}, {"user", "ms"}}, "ms", ""},
		{"the user decides between relatives", "Pemerintah bilang bahwa uang itu karena pajak", []Hint{{"feed", "id"}, {"user", "ms"}}, "ms", ""},
		{"text wins over the user", en, []Hint{{"user", "id"}}, "en", WarnMetadata},
		{"no text", "2024", []Hint{{"html-lang", "ms"}}, "ms", WarnUnknown},
		{"nonsense", id, []Hint{{"html-lang", "english"}, {"og:locale", "xx-yy-zz"}}, "id", ""},
		{"script of Chinese", "臺灣總統發表談話", []Hint{{"html-lang", "zh-CN"}}, "zh-hant", ""},
	}
	d := NewDetector()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			got := d.DetectWith(tt.text, tt.hints)
			if got.Lang != tt.want {
				t.Errorf("DetectWith(%q, %v) = %s %v, want %s", tt.text, tt.hints, got.Lang, got.Candidates, tt.want)
			}
			warned := ""
			if len(got.Warnings) > 0 {
				warned = got.Warnings[len(got.Warnings)-1].Code
			}
			if tt.warning == WarnMetadata && warned != WarnMetadata || tt.warning == "" && warned == WarnMetadata {
				t.Errorf("DetectWith(%q, %v) warns %v, want %q", tt.text, tt.hints, got.Warnings, tt.warning)
			}
		})
	}
}

func TestWithOpinion(t *testing.T) {
	t.Parallel()
	asked := 0
	d := NewDetector().WithOpinion(func(text string, among []kilas.Lang) []kilas.LangCandidate {
		asked++
		if len(among) < 2 || len(among) > maxAsked {
			t.Errorf("asked about %q among %v", text, among)
		}
		return []kilas.LangCandidate{{Lang: among[1], Confidence: 0.999}, {Lang: among[0], Confidence: 0.001}}
	})
	const doubtful, sure = "Terra nova", "The government said that the price would fall"
	plain := NewDetector().Detect(doubtful)
	if plain.Confidence >= sureProbability {
		t.Fatalf("Detect(%q) is sure: %v", doubtful, plain.Candidates)
	}
	got := d.Detect(doubtful)
	if asked != 1 || got.Lang != plain.Candidates[1].Lang {
		t.Errorf("asked %d times, got %s, want %s", asked, got.Lang, plain.Candidates[1].Lang)
	}
	if sum := total(got.Candidates); sum > 1.0001 {
		t.Errorf("probabilities %v add up to %v", got.Candidates, sum)
	}
	if d.Detect(sure); asked != 1 {
		t.Errorf("asked about a sure text")
	}
}

func total(list []kilas.LangCandidate) float64 {
	sum := 0.0
	for _, c := range list {
		sum += c.Confidence
	}
	return sum
}
