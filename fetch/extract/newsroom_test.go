package extract_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/fetch/extract"
)

// newsrooms hold pages and the articles that are on them, as plain text.
const (
	newsroomPages    = "../../testdata/pages/%/*.html"
	newsroomArticles = "../../testdata/articles/*/%.txt"
)

// knownDifferences are the lines in which the text of a page differs from its
// article: "-" before one that is not in the text, "+" before one that is there
// only. Pointers to other stories, which the articles keep, are none of the text.
var knownDifferences = map[string][]string{
	"archipelagowire-fishermen-first-to-ferry.html": {"-Also read: Crossing the Alas Strait: a reporter’s notebook from 2019"},
	"equatordispatch-kapuas-win-equator-cup.html":   {"-Read more: The school bus driver who keeps goal for Kapuas"},
	"harbourlinetech-folder-nobody-closed.html":     {"-Read more: What Singapore’s privacy watchdog learned from its first big case"},
	"javaseamonitor-how-many-fled.html":             {"-Read more: Five Asian cities that are sinking faster than the sea is rising"},
	"meridianledger-malindra-rate-cut.html":         {"-Related: What the bond market knows about Malindra that voters don’t"},
	"kabaranjungan-feri-miring-selat-alas.html":     {"-Baca juga: Cerita Nelayan Labuhan Gili yang Bolak-balik Tujuh Kali ke Feri"},
	"linidigital-denda-koinara.html":                {"-Baca juga: Cara Memeriksa Apakah Data Anda Ikut Bocor"},
	"neracaharian-suku-bunga-malindra.html":         {"-Baca juga: Mengapa Bunga Kredit Lambat Turun meski Bunga Acuan Dipangkas?"},
	"pesisirpos-tanggul-laut-jebol.html":            {"-Baca juga: Peta Titik Pengungsian Banjir Rob Pekalongan dan Nomor yang Bisa Dihubungi"},
	"sorakbola-persada-kapuas-juara.html":           {"-Baca juga: Hasil Lengkap dan Daftar Pencetak Gol Piala Khatulistiwa 2026"},
}

// TestNewsrooms compares what is found on each page with its article, paragraph
// by paragraph. A known difference that is gone fails, too.
func TestNewsrooms(t *testing.T) {
	t.Parallel()
	tested := 0
	for _, lang := range []string{"en", "id"} {
		articles := map[string][]string{} // paragraphs by title
		for _, file := range glob(t, strings.ReplaceAll(newsroomArticles, "%", lang)) {
			title, rest, _ := strings.Cut(string(read(t, file)), "\n")
			articles[title] = paragraphs(rest)
		}
		for _, file := range glob(t, strings.ReplaceAll(newsroomPages, "%", lang)) {
			tested++
			name := filepath.Base(file)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				p, err := extract.Article(read(t, file), "https://news.example/story")
				if err != nil {
					t.Fatalf("Article(%s): %v", name, err)
				}
				want, ok := articles[p.Article.Title]
				if !ok {
					t.Fatalf("Article(%s).Title = %q, which is no article's", name, p.Article.Title)
				}
				if got := differences(want, paragraphs(p.Article.Text)); !slices.Equal(got, knownDifferences[name]) {
					t.Errorf("Article(%s) differs from the plain text in %q, want %q", name, got, knownDifferences[name])
				}
			})
		}
	}
	if tested != len(knownDifferences) {
		t.Errorf("%d pages, %d are known", tested, len(knownDifferences))
	}
}

// paragraphs are the lines of a text that aren't blank.
func paragraphs(text string) []string {
	return slices.DeleteFunc(strings.Split(text, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })
}

// differences lists the lines of want that got lacks, in their order, and those
// of got that stand between the others.
func differences(want, got []string) []string {
	var d []string
	for _, w := range want {
		at := slices.Index(got, w)
		if at < 0 {
			d = append(d, "-"+w)
			continue
		}
		for _, g := range got[:at] {
			d = append(d, "+"+g)
		}
		got = got[at+1:]
	}
	for _, g := range got {
		d = append(d, "+"+g)
	}
	return d
}
