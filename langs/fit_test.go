package langs

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// isUnknown reports that a detection says so, and fails if it says so by half.
func isUnknown(t *testing.T, text string, got Detection) bool {
	t.Helper()
	warned := slices.ContainsFunc(got.Warnings, func(w kilas.Warning) bool { return w.Code == WarnUnknown })
	if warned != (got.Lang == "") || got.Lang == "" && got.Confidence != 0 {
		t.Errorf("Detect(%q) = %q with confidence %v and warnings %v", text, got.Lang, got.Confidence, got.Warnings)
	}
	return warned
}

// TestDetectNoise detects lines that are in no language: 35 of 40 must be
// unknown.
func TestDetectNoise(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/detect/noise.txt")
	if err != nil {
		t.Fatal(err)
	}
	d := NewDetector()
	lines, unknown := 0, 0
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSuffix(line, "\n")
		lines++
		got := d.Detect(line)
		if isUnknown(t, line, got) {
			unknown++
		} else {
			t.Logf("Detect(%q) = %s %.2f", line, got.Lang, got.Confidence)
		}
	}
	if lines < 40 || 40*unknown < 35*lines {
		t.Errorf("%d of %d lines are unknown, want 35 of 40", unknown, lines)
	}
}

// TestDetectOdd detects what is short, foreign or full of codes, but genuine:
// none of it may become unknown.
func TestDetectOdd(t *testing.T) {
	t.Parallel()
	texts := []string{
		"Joko Widodo", "Krzysztof Szczęsny", "Brzęczyszczykiewicz", "Nguyễn Phú Trọng", "Đặng Văn Lâm", "Kyrgyzstan", "Strč prst skrz krk", "Björk", "Мкртчян", "मोदी", "نتنیاهو",
		"iPhone 15 Pro Max", "Nvidia GeForce RTX 4090 Ti", "Boeing 737 MAX", "ChatGPT GPT-4o", "Sony WH-1000XM5", "Mercedes-Benz GLC 300 4MATIC", "YouTube TikTok WhatsApp",
		"BMKG: Gempa M 5,2", "DPR RUU TPKS", "PSSI vs FIFA", "Arsenal 2-1 Chelsea", "COVID-19 Naik", "KPK OTT Bupati", "ФСБ РФ",
		"Harga: Rp1.250.000/kg; stok 3kg (lihat kompas.com); e-mail redaksi@contoh.id", "Mort(e)s et blessé(e)s dans un accident", "B&amp;B et AT&T", "Th3 34.Sxg4 hxg4: hitam menyerah, putih menang",
	}
	d := NewDetector()
	for _, text := range texts {
		if got := d.Detect(text); isUnknown(t, text, got) {
			t.Errorf("Detect(%q) is unknown, with candidates %v", text, got.Candidates)
		}
	}
}

// TestDetectUnknown checks what an unknown text keeps, and what may decide it.
func TestDetectUnknown(t *testing.T) {
	t.Parallel()
	const noise = "Qwxz vbrk plfgh zzt. Hrrgk tvvwq xn pqlm. Zkkw brrt vxq."
	asked := false
	d := NewDetector().WithOpinion(func(string, []kilas.Lang) []kilas.LangCandidate {
		asked = true
		return nil
	})
	for _, text := range []string{noise, "x", "asdfghjkl"} {
		got := d.Detect(text)
		if !isUnknown(t, text, got) || len(got.Candidates) == 0 || asked {
			t.Errorf("Detect(%q) = %+v, asked: %t; want candidates alone", text, got, asked)
		}
		if got := d.Detect(text, "id", "en"); !isUnknown(t, text, got) {
			t.Errorf("Detect(%q, id, en) = %s", text, got.Lang)
		}
		hinted := d.DetectWith(text, []Hint{{"html-lang", "id"}})
		if hinted.Lang != "id" || len(hinted.Warnings) != 1 || hinted.Warnings[0].Code != WarnUnknown {
			t.Errorf("DetectWith(%q, id) = %+v, want id with a warning", text, hinted)
		}
		if got := d.DetectWith(text, nil); !isUnknown(t, text, got) {
			t.Errorf("DetectWith(%q) = %s", text, got.Lang)
		}
	}
}

func TestOddness(t *testing.T) {
	t.Parallel()
	tests := []struct {
		field string
		want  int
	}{
		{"kata", 0}, {"(kata),", 0}, {"“Kata”", 0}, {"kata-kata", 0}, {"U.S.", 0}, {"Kompas.com", 0}, {"Rp1.250.000", 1}, {"COVID-19", 0}, {"iPhone", 1}, {"mort(e)s", 4},
		{"f(x){return", 4}, {"a=b;", 3}, {"[link](url)", 2}, {"3e25960a", 3}, {"aGVsbG8=", 5}, {"&&", 2}, {"été", 0}, {"год2", 0},
	}
	for _, tt := range tests {
		got, last := 0, ' '
		for _, r := range tt.field {
			got += oddness(last, r)
			last = r
		}
		if got != tt.want {
			t.Errorf("oddness of %q is %d, want %d", tt.field, got, tt.want)
		}
	}
}
