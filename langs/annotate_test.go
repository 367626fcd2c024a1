package langs

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// describe prints sentences with all that was said about them.
func describe(a kilas.Article) []string {
	var out []string
	for _, s := range a.Sentences {
		line := s.Text
		if len([]rune(line)) > 40 {
			line = string([]rune(line)[:40]) + "…"
		}
		if k := a.Blocks[s.Block].Kind; k != kilas.BlockParagraph {
			line += " [" + string(k) + "]"
		}
		if s.Lang != "" {
			line += " <" + string(s.Lang) + ">"
		}
		for _, m := range s.Marks {
			line += " {" + string(m) + "}"
		}
		out = append(out, line)
	}
	return out
}

func TestAnnotateArticle(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile("testdata/articles/id.txt")
	if err != nil {
		t.Fatal(err)
	}
	in := kilas.Article{Text: string(raw)}
	a := NewDetector().Annotate(in, []Hint{{"html-lang", "id-ID"}})
	if a.Lang != "id" || a.LangConfidence < 0.99 || len(a.LangCandidates) == 0 {
		t.Errorf("language is %s (%.2f) %v, want id", a.Lang, a.LangConfidence, a.LangCandidates)
	}
	want := []string{
		"Pabrik Kertas Tutup, Ratusan Pekerja Men…",
		"Serikat pekerja menolak tawaran pesangon…",
		"Kabarpagi.id – {dateline}",
		"Pabrik kertas di Kota Lama berhenti bero…",
		"Menurut Dr. H. Rahmat, S.H., M.Si., kepu…",
		"Penjelasan Perusahaan [heading]",
		"“Kami sudah rugi tiga tahun berturut-tur…",
		"“Sayangnya, pasar kertas terus menyusut,…",
		"“We did everything we could to keep the … <en>",
		"Foto: Rudi Hartono/Kabarpagi {credit}",
		"Tuntutan Pekerja [heading]",
		"Serikat pekerja menuntut pesangon penuh.",
		"Perundingan dijadwalkan pukul 10.30 WIB …",
		"Baca juga: Harga Kertas Turun Lagi {read-more}",
		"(rud/lin) {byline}",
	}
	if got := describe(a); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for _, s := range a.Sentences {
		if a.Text[s.Start:s.End] != s.Text {
			t.Errorf("%q is not at [%d,%d)", s.Text, s.Start, s.End)
		}
	}
	if in.Lang != "" || in.Blocks != nil || in.Sentences != nil {
		t.Error("Annotate changed its argument")
	}
}

func TestAnnotateKeeps(t *testing.T) {
	t.Parallel()
	in := kilas.Article{
		Text: "Satu. Dua.", Lang: "en", Blocks: []kilas.Block{{Kind: kilas.BlockQuote, Start: 0, End: 10}},
		Sentences: []kilas.Sentence{{Text: "Satu. Dua.", Start: 0, End: 10}},
	}
	if got := NewDetector().Annotate(in, nil); !reflect.DeepEqual(got, in) {
		t.Errorf("Annotate(%+v) = %+v", in, got)
	}
}

func TestAnnotateLanguages(t *testing.T) {
	t.Parallel()
	const (
		id = "Pemerintah mengatakan bahwa harga beras akan turun karena panen raya dimulai pekan depan di seluruh provinsi."
		en = "The government said that the price of rice would fall because the harvest begins next week in all provinces."
	)
	tests := []struct {
		name, text string
		want       kilas.Lang
		foreign    []kilas.Lang // of the sentences
		warning    string
	}{
		{"one language", id + "\n" + id, "id", []kilas.Lang{"", ""}, ""},
		{"quotation in another", id + "\n" + id + "\n" + id + "\n" + id + "\n“The harvest is good,” he said.", "id", []kilas.Lang{"", "", "", "", "en"}, ""},
		{"bilingual release", id + "\n" + id + "\n" + en, "id", []kilas.Lang{"", "", "en"}, WarnMixed},
		{"other half first", en + "\n" + id + "\n" + id, "id", []kilas.Lang{"en", "", ""}, WarnMixed},
		{"names are no language", id + "\nManchester United: Onana, Dalot, Varane, Martinez, Shaw, Casemiro.", "id", []kilas.Lang{"", ""}, ""},
		{"script", id + "\n" + id + "\n政府表示，由于下周开始收割，大米价格将会下降。", "id", []kilas.Lang{"", "", "zh"}, ""},
		{"empty", "", "", nil, WarnUnknown},
	}
	d := NewDetector()
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := d.Annotate(kilas.Article{Text: tt.text}, nil)
			if a.Lang != tt.want {
				t.Errorf("language is %s, want %s", a.Lang, tt.want)
			}
			var got []kilas.Lang
			for _, s := range a.Sentences {
				got = append(got, s.Lang)
			}
			if !reflect.DeepEqual(got, tt.foreign) {
				t.Errorf("sentences are in %q, want %q", got, tt.foreign)
			}
			warned := ""
			for _, w := range a.Warnings {
				warned = w.Code
			}
			if warned != tt.warning {
				t.Errorf("warnings %v, want %q", a.Warnings, tt.warning)
			}
		})
	}
}

func TestBlocks(t *testing.T) {
	t.Parallel()
	const p = "This is a paragraph of the story, which ends as sentences do."
	tests := []struct {
		name, text string
		want       []kilas.BlockKind
	}{
		{"title and subtitle", "A title\n\nA subtitle\n\n" + p, []kilas.BlockKind{"paragraph", "paragraph", "paragraph"}},
		{"heading between paragraphs", p + "\nWhat Comes Next\n" + p, []kilas.BlockKind{"paragraph", "heading", "paragraph"}},
		{"heading with a colon", p + "\nA Quiet Test Turns Loud: How It Surfaced\n" + p, []kilas.BlockKind{"paragraph", "heading", "paragraph"}},
		{"heading as a question", p + "\nWhat now?\n" + p, []kilas.BlockKind{"paragraph", "heading", "paragraph"}},
		{"short quotation", p + "\n“We won.”\n" + p, []kilas.BlockKind{"paragraph", "paragraph", "paragraph"}},
		{"list", p + "\n• one\n- two\n" + p, []kilas.BlockKind{"paragraph", "list", "list", "paragraph"}},
		{"short line at the end", p + "\nRead more: Another story", []kilas.BlockKind{"paragraph", "paragraph"}},
		{"line that leads in", p + "\nHe listed three things:\n" + p, []kilas.BlockKind{"paragraph", "paragraph", "paragraph"}},
		{"list without bullets", p + "\nRice\nOil\nSugar\n" + p, []kilas.BlockKind{"paragraph", "list", "list", "list", "paragraph"}},
		{"two headings", p + "\nSection\nPart of it\n" + p, []kilas.BlockKind{"paragraph", "heading", "heading", "paragraph"}},
		{"Thai paragraph without end marks", p + "\nรัฐบาลกล่าวว่าราคาข้าวจะลดลงเพราะการเก็บเกี่ยวจะเริ่มในสัปดาห์หน้าทั่วประเทศ\n" + p, []kilas.BlockKind{"paragraph", "paragraph", "paragraph"}},
		{"carriage returns", p + "\r\n\r\n" + p, []kilas.BlockKind{"paragraph", "paragraph"}},
		{"empty", " \n\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []kilas.BlockKind
			for _, b := range blocksOf(tt.text) {
				got = append(got, b.Kind)
				if in := tt.text[b.Start:b.End]; in == "" || strings.TrimSpace(in) != in {
					t.Errorf("block %q", in)
				}
			}
			if !reflect.DeepEqual(got, tt.want) {
				t.Errorf("blocksOf(%q) = %v, want %v", tt.text, got, tt.want)
			}
		})
	}
}

// A given language gets its usual tag, and what is none is not believed.
func TestAnnotateGivenLanguage(t *testing.T) {
	t.Parallel()
	const text = "Pemerintah mengatakan bahwa harga beras akan turun karena panen raya dimulai pekan depan."
	d := NewDetector()
	for given, want := range map[kilas.Lang]kilas.Lang{
		"id": "id", "ID": "id", "id-ID": "id", "id_ID": "id", "in": "id", "ind": "id", "en-US": "en", "zh-TW": "zh-hant", "zh-hant": "zh-hant", "luo": "luo",
		"": "id", "und": "id", "Indonesian": "id", "xx": "id", "x-foo": "id",
	} {
		a := d.Annotate(kilas.Article{Text: text, Lang: given}, nil)
		warned := slices.ContainsFunc(a.Warnings, func(w kilas.Warning) bool { return w.Code == WarnTag })
		_, tag := Parse(string(given))
		if a.Lang != want || warned != (!tag && given != "" && given != "und") {
			t.Errorf("given %q: language %q, warnings %v, want %q", given, a.Lang, a.Warnings, want)
		}
	}
}
