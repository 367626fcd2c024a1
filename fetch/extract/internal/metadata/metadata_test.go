package metadata

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func readPage(t *testing.T, page, address string) *Metadata {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	base, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return Read(root, base)
}

func TestTitle(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ page, want string }{
		"h1 agrees":            {`<title>Old bridge closes - The Courier</title><h1>Old bridge closes</h1>`, "Old bridge closes"},
		"site cut by name":     {`<title>Old bridge closes | The Courier</title><meta property="og:site_name" content="The Courier">`, "Old bridge closes"},
		"site cut by host":     {`<title>Old bridge closes - Courier</title>`, "Old bridge closes"},
		"hyphen of its own":    {`<title>Yes - no - perhaps: a vote</title>`, "Yes - no - perhaps: a vote"},
		"site before":          {`<title>Courier: x</title><meta property="og:title" content="Courier | Old bridge closes">`, "Old bridge closes"},
		"escaped twice":        {`<meta property="og:title" content="Who&amp;#039;s next?">`, "Who's next?"},
		"h1 is the site":       {`<h1>The Courier</h1><meta property="og:title" content="Old bridge closes">`, "Old bridge closes"},
		"headline of JSON-LD":  {`<script type="application/ld+json">{"@type":"NewsArticle","headline":"Old bridge closes"}</script>`, "Old bridge closes"},
		"broken JSON-LD":       {"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Old\nbridge closes\",}</script>", "Old bridge closes"},
		"only an h1":           {`<h1>Old bridge closes</h1>`, "Old bridge closes"},
		"none":                 {`<p>text</p>`, ""},
		"title in svg ignored": {`<svg><title>icon</title></svg><h1>Old bridge closes</h1>`, "Old bridge closes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := readPage(t, tc.page, "https://www.courier.example/news/1").Title; got != tc.want {
				t.Errorf("title is %q, want %q", got, tc.want)
			}
		})
	}
}

func TestByline(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ page, want string }{
		"JSON-LD, two":      {`<script type="application/ld+json">{"@type":"NewsArticle","author":[{"name":"Ann Lee"},{"name":"Bo Ek"}]}</script>`, "Ann Lee, Bo Ek"},
		"names in a list":   {`<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":["Ann Lee","Bo Ek"]}}</script>`, "Ann Lee, Bo Ek"},
		"meta":              {`<meta name="author" content="By Ann Lee">`, "Ann Lee"},
		"profile's address": {`<meta property="article:author" content="https://facebook.example/annlee"><span class="byline">By Ann Lee</span>`, "Ann Lee"},
		"visible, id":       {`<div class="penulis">Penulis: Ratna Wulandari</div>`, "Ratna Wulandari"},
		"visible, de":       {`<span class="author">Von Jana Kestner</span>`, "Jana Kestner"},
		"microdata":         {`<span itemprop="author" itemscope><span itemprop="name">Ann Lee</span></span>`, "Ann Lee"},
		"admin":             {`<meta name="author" content="admin">`, ""},
		"the site":          {`<meta name="author" content="The Courier"><meta property="og:site_name" content="The Courier">`, ""},
		"named elsewhere":   {`<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"x","author":{"@id":"#ann"}},{"@type":"Person","@id":"#ann","name":"Ann Lee"}]}</script>`, "Ann Lee"},
		"person over house": {`<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Courier Newsroom"},"publisher":{"name":"Courier"}}</script><p class="author">by Ann Lee</p>`, "Ann Lee"},
		"only the house":    {`<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Courier Newsroom"},"publisher":{"name":"Courier"}}</script>`, "Courier Newsroom"},
		"account":           {`<meta name="author" content="a.lee"><meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ann Lee">`, "Ann Lee"},
		"only an account":   {`<meta name="author" content="a.lee">`, "a.lee"},
		"author's page":     {`<a href="/authors/">Authors</a><a href="/authors/ann-lee">Ann Lee</a>`, "Ann Lee"},
		"with a date":       {`<div class="blog-author">Mar 6 Written By Ann Lee</div>`, "Ann Lee"},
		"no space":          {`<div class="author"><span>Written by</span><b>Ann Lee</b></div>`, "Ann Lee"},
		"a photographer":    {`<meta name="author" content="Foto: Bo Ek / Agency">`, ""},
		"a commenter":       {`<cite class="comment-author">Bo Ek says</cite>`, ""},
		"only a label":      {`<span class="author">By</span>`, ""},
		"none":              {`<p>text</p>`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := readPage(t, tc.page, "https://courier.example/1").Article(nil).Byline; got != tc.want {
				t.Errorf("byline is %q, want %q", got, tc.want)
			}
		})
	}
}

func TestParts(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ page, address, next, full string }{
		"link element":       {`<link rel="next" href="/story?page=2">`, "https://n.example/story", "https://n.example/story?page=2", ""},
		"words, id":          {`<a href="/story?page=2">Selanjutnya</a>`, "https://n.example/story", "https://n.example/story?page=2", ""},
		"number":             {`<a href="/story/2">2</a><a href="/story/3">3</a>`, "https://n.example/story", "https://n.example/story/2", ""},
		"number on page 2":   {`<a href="/story?page=1">1</a><a href="/story?page=3">3</a>`, "https://n.example/story?page=2", "https://n.example/story?page=3", ""},
		"all":                {`<a href="?page=all">Tampilkan Semua</a><a href="?page=2">2</a>`, "https://n.example/story", "https://n.example/story?page=2", "https://n.example/story?page=all"},
		"another story":      {`<a rel="next" href="/other-story">Next</a>`, "https://n.example/story", "", ""},
		"another site":       {`<a rel="next" href="https://evil.example/story?page=2">2</a>`, "https://n.example/story", "", ""},
		"scripts":            {`<a rel="next" href="javascript:next()">2</a>`, "https://n.example/story", "", ""},
		"page without base":  {`<a rel="next" href="?page=2">2</a>`, "", "", ""},
		"skips a page":       {`<a href="/story?page=5">next</a>`, "https://n.example/story", "", ""},
		"list of other news": {`<a href="/news?page=2">2</a>`, "https://n.example/story", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			next, full := readPage(t, tc.page, tc.address).Parts()
			if next != tc.next || full != tc.full {
				t.Errorf("Parts() = %q, %q, want %q, %q", next, full, tc.next, tc.full)
			}
		})
	}
}
