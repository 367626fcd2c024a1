package translate

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/langs"
)

func TestTokens(t *testing.T) {
	t.Parallel()
	tests := []struct {
		sentence string
		want     []string
	}{
		{"Lihat https://contoh.id/a_(b)?x=1&y=2, kata dia.", []string{"https://contoh.id/a_(b)?x=1&y=2"}},
		{"(lihat https://contoh.id/a).", []string{"https://contoh.id/a"}},
		{"Buka www.contoh.id.", []string{"www.contoh.id"}},
		{"Surel ke redaksi+berita@contoh.co.id.", []string{"redaksi+berita@contoh.co.id"}},
		{"Kata @kementerian_x. Juga @b.c!", []string{"@kementerian_x", "@b.c"}},
		{"Tagar #banjir2026, nomor #1 saja", []string{"#banjir2026"}},
		{"Tagar #洪水 di sini", []string{"#洪水"}},
		{"Jalankan `go test ./...` atau main() dan nama_berkas", []string{"`go test ./...`", "main()", "nama_berkas"}},
		{"Selamat 🎉👍🏽 untuk 🇮🇩 dan 👩‍👩‍👧!", []string{"🎉", "👍🏽", "🇮🇩", "👩‍👩‍👧"}},
		{"Harga Rp 1.000 & 5 % naik; 3 - 0 (tiga).", nil},
	}
	for _, tt := range tests {
		var got []string
		for _, p := range tokens(tt.sentence) {
			got = append(got, tt.sentence[p[0]:p[1]])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("tokens(%q) = %q, want %q", tt.sentence, got, tt.want)
		}
	}
}

// Backends mangle in their own ways; what must survive does, each time with
// the least disguise that helps.
func TestUntouchableSurvives(t *testing.T) {
	t.Parallel()
	ascii := regexp.MustCompile(`[^\x00-\x7f]+`)
	marks := regexp.MustCompile(`[@#/:.` + "`" + `]`)
	capitals := regexp.MustCompile(`[A-Z0-9]{2,}|[^\x00-\x7f]+|[@#]\w+`)
	tests := map[string]struct {
		mangle func(string) string
		calls  int
	}{
		"careful": {func(s string) string { return s }, 1},
		"drops what's not ascii and splits marks": {func(s string) string {
			return marks.ReplaceAllString(ascii.ReplaceAllString(s, ""), " ")
		}, 2},
		"lower case":              {strings.ToLower, 2},
		"drops capitals and tags": {func(s string) string { return capitals.ReplaceAllString(s, "") }, 3},
	}
	sentences := []string{
		"tanpa apa pun",
		"kata @Menteri di https://contoh.id/Berita/1 soal #Banjir 🌊 dan `Kode`",
		"🎉 selamat",
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := &scripted{name: "a", do: func(_ int, s string) string { return "en " + tt.mangle(s) }}
			got, err := Sentences(context.Background(), []Backend{b}, "id", "en", sentences)
			if err != nil {
				t.Fatal(err)
			}
			for i, s := range sentences {
				if missing := lost(s, got[i].Text); len(missing) > 0 || len(got[i].Warnings) > 0 {
					t.Errorf("%q became %q without %q, warnings %v", s, got[i].Text, missing, got[i].Warnings)
				}
			}
			if len(b.calls) != tt.calls {
				t.Errorf("calls = %d (%q), want %d", len(b.calls), b.calls, tt.calls)
			}
			if !slices.Equal(b.calls[0], sentences) {
				t.Errorf("first call = %q, want the sentences as they are", b.calls[0])
			}
		})
	}
}

func TestLostIsMarked(t *testing.T) {
	t.Parallel()
	b := &scripted{name: "a", do: func(call int, s string) string {
		if call > 1 {
			return ""
		}
		return "the minister spoke"
	}}
	got, err := Sentences(t.Context(), []Backend{b}, "id", "en", []string{"kata `menteri` dan lainnya", "dua"})
	if err != nil || got[0].Text != "the minister spoke" || codes(got[0].Warnings) != WarnLost {
		t.Errorf("Sentences = %s%v, want %s", show(got), err, WarnLost)
	}
}

func TestSuspicions(t *testing.T) {
	t.Parallel()
	tests := []struct {
		sentence, text, want string
	}{
		{"Presiden tiba di Jakarta.", "The president arrived in Jakarta.", ""},
		{"Presiden tiba.", " ", WarnUntranslated},
		{"Presiden tiba di kota itu pagi ini.", "Presiden tiba di kota itu pagi ini.", WarnCopied},
		{"Real Madrid 3 - 0 Barcelona", "Real Madrid 3 - 0 Barcelona", ""},
		{"Presiden tiba.", strings.Repeat("The president of that country came ", 5), WarnLength + "," + WarnRepeated},
		{"Presiden tiba.", "The the the the the the", WarnRepeated},
		{"ha ha ha ha ha ha", "hi hi hi hi hi hi", ""},
		{"Presiden tiba di Jakarta.", "Президент прибыл в Джакарту.", WarnLanguage},
		{"Menteri Luar Negeri tiba di Jakarta.", "Menteri itu sudah datang di kota tersebut kemarin malam.", WarnLanguage},
		{"Menteri Tanah Abang dan Pasar Minggu bertemu.", "The minister met Tanah Abang dan Pasar Minggu Timur Selatan Raya.", ""},
		{strings.Repeat("Presiden tiba di Jakarta. ", 20), "The president.", WarnLength},
		{"Ikuti @berita sekarang.", "Follow the news now.", WarnLost},
	}
	for _, tt := range tests {
		if got := codes(suspicions(langs.NewDetector(), "id", "en", tt.sentence, tt.text)); got != tt.want {
			t.Errorf("suspicions(%q, %q) = %s, want %s", tt.sentence, tt.text, got, tt.want)
		}
	}
}
