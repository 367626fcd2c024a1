package layout

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/google/go-cmp/cmp"
)

func segmentString(t *testing.T, page string) *Document {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return Segment(root)
}

func TestSegment(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		page string
		want []string
	}{
		"paragraphs":              {"<p>One <b>bold</b> word.</p><p>Two</p>", []string{"paragraph: One bold word.", "paragraph: Two"}},
		"text around blocks":      {"<div>before<p>in</p>after</div>", []string{"paragraph: before", "paragraph: in", "paragraph: after"}},
		"two line breaks":         {"a b<br><br>c d<br>\n<br>e", []string{"paragraph: a b", "paragraph: c d", "paragraph: e"}},
		"break after a stop":      {"A sentence.<br>Another.", []string{"paragraph: A sentence.", "paragraph: Another."}},
		"break in a sentence":     {"a line<br>goes on", []string{"paragraph: a line goes on"}},
		"break between links":     {"<a href=1>one</a><br><a href=2>two</a>", []string{"paragraph: one", "paragraph: two"}},
		"kinds":                   {"<h2>H</h2><ul><li>L</ul><blockquote><p>Q</p></blockquote><figcaption>C</figcaption>", []string{"heading: H", "list: L", "quote: Q", "caption: C"}},
		"caption beside an image": {"<div><img src=x><span>On the river</span></div><p><img src=x>A text</p>", []string{"caption: On the river", "paragraph: A text"}},
		"no scripts or styles":    {"<p>a<script>x</script><style>y</style>b</p><noscript>n</noscript><template>t</template>", []string{"paragraph: ab"}},
		"no controls":             {"<p>a</p><button>Press</button><select><option>o</select><textarea>t</textarea>", []string{"paragraph: a"}},
		"hidden span":             {"<p>seen<span class='sr-only'>for readers</span></p>", []string{"paragraph: seen", "paragraph: for readers"}},
		"custom elements":         {"<my-word>in</my-word>line<my-box><p>p</p></my-box>", []string{"paragraph: inline", "paragraph: p"}},
		"white space collapses":   {"<p>  a \n\t b&nbsp;c  </p>", []string{"paragraph: a b c"}},
		"a block in a link":       {"<a href=1><h3>T</h3><p>D</p></a>", []string{"heading: T", "paragraph: D"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := segmentString(t, tc.page)
			var got []string
			for i := range d.Blocks {
				b := &d.Blocks[i]
				got = append(got, string(b.Kind)+": "+b.Text)
				e := d.Elements[b.Element]
				if i < e.BlockStart || i >= e.BlockEnd {
					t.Errorf("block %d is not in its element's [%d,%d)", i, e.BlockStart, e.BlockEnd)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("Segment: (-want +got)\n%s", diff)
			}
		})
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	d := segmentString(t, `<p>Two <a href="/">links</a>, 34 words. Done!</p><p>图书馆夜间开放，很好。</p>`)
	if b := d.Blocks[0]; b.Words != 5 || b.Stops != 2 || b.Commas != 1 || b.Digits != 2 || b.LinkRunes != 5 || b.Links != 1 {
		t.Errorf("Latin block: %+v", b)
	}
	if b := d.Blocks[1]; b.Words != 5 || b.Stops != 1 || b.Commas != 1 || b.Size() <= 2*b.Runes {
		t.Errorf("Chinese block: %+v, size %d", b, b.Size())
	}
}

func TestRoles(t *testing.T) {
	t.Parallel()
	for attrs, want := range map[string]Role{
		`class="entry-content"`:            RoleBody,
		`class="articleBody"`:              RoleBody,
		`itemprop="articleBody"`:           RoleBody,
		`class="c-comments__list"`:         RoleComment,
		`id="relatedPosts"`:                RoleRelated,
		`class="shadow"`:                   0, // "ad" inside of a word
		`style="color:red; Display: none"`: RoleHidden,
		`hidden`:                           RoleHidden,
		`aria-hidden="true"`:               RoleHidden,
	} {
		d := segmentString(t, "<div "+attrs+"><p>x</p></div>")
		if own := d.Elements[d.Elements[d.Blocks[0].Element].Parent].Own; own&want != want || want == 0 && own != 0 {
			t.Errorf("roles of %s are %b, want %b", attrs, own, want)
		}
	}
}

// TestRows: rows are as long on any page, since a model's numbers have places.
func TestRows(t *testing.T) {
	t.Parallel()
	var lengths []int
	for _, page := range []string{"<p>x</p>", "<h1>Title of it</h1>" + strings.Repeat("<p>Some words, and a link: <a href=/>here</a>.</p>", 30)} {
		d := segmentString(t, page)
		rows := d.Features(Evidence{Title: "Title of it", Dek: "Some words", Body: strings.Repeat("Some words, and a link: here. ", 20)})
		p := make([]float64, len(rows))
		for _, r := range append(rows, d.Context(rows, p)...) {
			lengths = append(lengths, len(r))
		}
		if n := len(rows[0]); n > 255 || len(d.Context(rows, p)[0]) <= n {
			t.Errorf("%d features, %d with context", n, len(d.Context(rows, p)[0]))
		}
	}
	first, second := lengths[0], lengths[1]
	for i, n := range lengths {
		if n != first && n != second {
			t.Errorf("row %d has %d features, want %d or %d", i, n, first, second)
		}
	}
}

func TestIsPointer(t *testing.T) {
	t.Parallel()
	for page, want := range map[string]bool{
		`<p><b>Baca juga: <a href="/x">Harga ikan naik</a></b></p>`: true,
		`<p><a href="/x">Read more: Fish prices rise</a></p>`:       true,
		`<p>ADVERTISEMENT</p>`:                      true,
		`<p>Anzeige</p>`:                            true,
		`<p>Sign up to our free evening letter</p>`: true,
		`<p>[Gambas:Video Harian]</p>`:              true,
		`<p>Artikel ini telah tayang di Neraca Harian dengan judul <a href="/x">Harga ikan naik</a></p>`:              true,
		`<p>She told her followers to sign up for the vote.</p>`:                                                      false,
		`<p>Polisi meminta warga mengikuti saluran resmi.</p>`:                                                        false,
		`<p>Read more books, the minister told the pupils.</p>`:                                                       false,
		`<p>Related costs rose by <a href="/x">a tenth</a> ` + strings.Repeat("in each of these years ", 9) + `.</p>`: false,
		`<p>The <a href="/x">council</a> said so.</p>`:                                                                false,
	} {
		if got := segmentString(t, page).Blocks[0].IsPointer(); got != want {
			t.Errorf("IsPointer(%s) = %v, want %v", page, got, want)
		}
	}
}

func TestPromo(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Baca juga: Harga ikan naik": true, "Read more about it": true, "Lesen Sie auch: Strom": true, "Subscribe now": true,
		"相关新闻": true, "Читайте также": true, "She likes to read": false, "The council met": false, "": false,
	} {
		if got := isPromo(Fold(text), true); got != want {
			t.Errorf("isPromo(%q) = %v, want %v", text, got, want)
		}
	}
}
