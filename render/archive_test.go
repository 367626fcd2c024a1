package render

import (
	"io"
	"path/filepath"
	"strings"
	"testing"
)

var pastDigests = []Past{
	{Title: "Morning digest", Created: "2026-04-30T06:00:00+07:00", Stories: 12, Href: "digest-2026-04-30.html", Leads: []string{"Tanggul Laut Jebol", "غرق عبّارة صغيرة"}},
	{Title: "Morning digest", Created: "2026-05-02T06:00:00+07:00", Stories: 1, Href: "digest-2026-05-02.html", Leads: []string{"港の古い灯台", ""}},
	{Title: "Morning digest", Created: "2026-05-01T06:00:00+07:00", Stories: 3, Href: "2026/digest #1 50%.html"},
	{Title: "Morning digest", Created: "long ago", Stories: 0, Href: "javascript:alert(1)", Leads: []string{"</li><script>x</script>\x1b\u202e"}},
	{Title: "Evening <b>", Created: "2025-05-01T18:00:00Z", Stories: 2, Href: "old.html"},
}

func TestArchiveGolden(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	if err := ArchiveHTML(&got, pastDigests, Options{Generator: "kilas 0.0.1"}); err != nil {
		t.Fatal(err)
	}
	checkGolden(t, filepath.Join("testdata", "digests", "golden", "archive.html"), []byte(got.String()))
}

func TestArchiveOrder(t *testing.T) {
	t.Parallel()
	want := []string{
		"May 2026", "digest-2026-05-02.html", "2026/digest%20%231%2050%25.html", "April 2026", "digest-2026-04-30.html",
		"May 2025", "old.html", "Undated", "./javascript:alert%281%29",
	}
	var got []string
	doc := parse(t, func(w io.Writer) error { return ArchiveHTML(w, pastDigests, Options{}) })
	for n := range doc.Descendants() {
		switch n.Data {
		case "h2":
			got = append(got, shownText(n))
		case "a":
			got = append(got, attribute(n, "href"))
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("order\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestArchiveTitle(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		list []Past
		want string
	}{
		{nil, "Past digests"},
		{pastDigests, "Past digests"},
		{pastDigests[:3], "Morning digest"},
	} {
		doc := parse(t, func(w io.Writer) error { return ArchiveHTML(w, tt.list, Options{}) })
		for n := range doc.Descendants() {
			if n.Data == "h1" && shownText(n) != tt.want {
				t.Errorf("the title of %d digests is %q, want %q", len(tt.list), shownText(n), tt.want)
			}
		}
	}
}
