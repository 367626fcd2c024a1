package extract_test

import (
	"strings"
	"testing"

	"github.com/kilas-news/kilas/fetch/extract"
)

// TestDek: a dek is none of the text, a first paragraph is, although the page's
// description repeats both.
func TestDek(t *testing.T) {
	t.Parallel()
	const (
		said = "Nine villages lose their only bus from Monday. The council has no money left."
		h1   = "<h1>Last bus leaves the valley</h1>"
		by   = `<div class="byline">By <a href="/a">Ann Lee</a></div>`
		rest = "<p>The service to Upper Garth has run since 1934, through two floods and a war, and it carried forty people a day until last winter.</p>" +
			"<p>“I don’t drive, and I don’t know anybody who does,” said Walter Pym, who is 81 and lives by the last stop, where he grows leeks.</p>" +
			"<p>The company that runs the buses says that it lost a third of its drivers in a year. It has offered to keep a service on market days.</p>" +
			"<p>Councillors will meet on Thursday. They have asked the ministry for help, and the ministry has asked them for a report, which is late.</p>"
		og = `<meta property="og:description" content="` + said + `">`
		ld = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Last bus leaves the valley","author":{"name":"Ann Lee"},"description":"` + said + `"}</script>`
	)
	for name, tc := range map[string]struct {
		head, body string
		kept       bool
	}{
		"above the byline, in the story's element":   {og + ld, "<article>" + h1 + "<p>" + said + "</p>" + by + rest + "</article>", false},
		"above the byline, JSON-LD only":             {ld, "<article><header>" + h1 + "<p>" + said + "</p>" + by + "</header><div>" + rest + "</div></article>", false},
		"before the story's element":                 {og, "<main><section>" + h1 + "<p>" + said + "</p></section><section>" + rest + "</section></main>", false},
		"before the story's element, below a byline": {og + ld, "<main>" + h1 + by + "<p>" + said + "</p><div>" + rest + "</div></main>", false},
		"called so":                     {og, "<article>" + h1 + `<p class="standfirst">` + said + "</p>" + rest + "</article>", false},
		"a heading":                     {og, "<article>" + h1 + "<h2>" + said + "</h2>" + rest + "</article>", false},
		"first paragraph":               {og, "<article>" + h1 + "<p>" + said + "</p>" + rest + "</article>", true},
		"first paragraph, below byline": {og + ld, "<article>" + h1 + by + "<p>" + said + "</p>" + rest + "</article>", true},
		"first paragraph, own element":  {ld, "<main><header>" + h1 + by + "</header><div><p>" + said + "</p>" + rest + "</div></main>", true},
		"first paragraph, apart, of the same look": {og, "<main>" + h1 + by + `<section><p class="par">` + said + "</p></section><div>" +
			strings.ReplaceAll(rest, "<p>", `<p class="par">`) + "</div></main>", true},
		"a lead around the story":   {og, "<main>" + h1 + by + `<div class="lead-content"><p>` + said + "</p>" + rest + "</div></main>", true},
		"half of a first paragraph": {og, "<article>" + h1 + "<p>" + said + " That is what a letter to readers of the timetable says.</p>" + by + rest + "</article>", true},
		"no description":            {"", "<article>" + h1 + "<p>" + said + "</p>" + rest + "</article>", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			page := "<html><head><title>Last bus leaves the valley</title>" + tc.head + "</head><body>" + tc.body + "</body></html>"
			p, err := extract.Article([]byte(page), "https://valley.example/bus")
			if err != nil {
				t.Fatal(err)
			}
			if got := strings.Contains(p.Article.Text, said); got != tc.kept {
				t.Errorf("description in the text: %v, want %v\n%s", got, tc.kept, p.Article.Text)
			}
			if !strings.Contains(p.Article.Text, "has run since 1934") {
				t.Errorf("text lacks its second paragraph: %q", p.Article.Text)
			}
		})
	}
}

// TestLeadPicture: the caption of the picture above a story is none of its text.
func TestLeadPicture(t *testing.T) {
	t.Parallel()
	b := string(read(t, "testdata/pages/en/bridge-repair.html"))
	const caption = "The last lorry to cross on Sunday evening, with the river high. Photo: M. Oakes"
	for name, markup := range map[string]string{
		"figure": "<figure><img src=x.jpg><figcaption>" + caption + "</figcaption></figure>",
		"div":    "<div><img src=x.jpg><span>" + caption + "</span></div>",
	} {
		page := strings.Replace(b, "</h1>", "</h1>"+markup, 1)
		p, err := extract.Article([]byte(page), "https://www.example.org/2025/story")
		if err != nil || strings.Contains(page, caption) == strings.Contains(p.Article.Text, caption) {
			t.Errorf("%s: error %v, text %q", name, err, p.Article.Text)
		}
	}
}
