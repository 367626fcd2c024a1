package metadata

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

var (
	// wholeArticle is what links to the article on one page say.
	wholeArticle = regexp.MustCompile(`(?i)^(?:(?:view|show|read|see|tampilkan|lihat|baca)\s+)?(?:(?:on\s+)?(?:a\s+)?single page|(?:view |show )?all(?: pages)?|semua(?: halaman)?|tampilkan semua|(?:read |show |view )?full (?:article|story)|artikel auf einer seite(?: lesen)?|auf einer seite lesen|tout afficher|all on one page|全文|阅读全文|显示全文)$`)
	// nextPart is what links to the next part say.
	nextPart   = regexp.MustCompile(`(?i)^(?:next(?: page)?|selanjutnya|halaman (?:berikutnya|selanjutnya)|berikutnya|lanjut(?:kan)?|nächste seite|weiter|page suivante|suivant|siguiente|página siguiente|próxima(?: página)?|pagina successiva|volgende(?: pagina)?|następna(?: strona)?|дальше|далее|следующая(?: страница)?|επόμενη(?: σελίδα)?|下一页|下一頁|次へ|次のページ|다음)\s*[»›>→]*$`)
	pageNumber = regexp.MustCompile(`(?:[?&](?:page|p|pg|paged|halaman|hal|seite)=|/(?:page|halaman|seite)[/-]?|/|-p|_|,)(\d{1,2})(?:\.\w+)?/?$`)
)

// maxPartLink is the length in bytes of the longest text of such a link.
const maxPartLink = 60

// Parts returns the URL of the article's next part and that of the whole
// article on one page, where the page links to them. A link counts only when
// it leads to this article: the same path but for a page number.
func (m *Metadata) Parts() (next, full string) {
	if len(m.base.Path) < 2 {
		return "", "" // a home page, or a page that came without address
	}
	next = m.part(m.link("next"))
	following := strconv.Itoa(m.pageOf(m.base) + 1)
	for _, l := range m.anchors {
		text := strings.TrimSpace(l.text)
		switch {
		case full == "" && (strings.Contains(l.href, "page=all") || wholeArticle.MatchString(text)):
			full = m.part(l.href)
		case next == "" && (hasWord(l.rel, "next") || text == following || nextPart.MatchString(text)):
			if u := m.part(l.href); u != "" && m.pageOf(parsed(u)) == m.pageOf(m.base)+1 {
				next = u
			}
		}
	}
	return next, full
}

func hasWord(s, word string) bool {
	for w := range strings.FieldsSeq(s) {
		if w == word {
			return true
		}
	}
	return false
}

// parsed parses what resolve has made.
func parsed(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil {
		return &url.URL{}
	}
	return u
}

// part returns href as an absolute URL if it is another part of this article.
func (m *Metadata) part(href string) string {
	s := m.resolve(href)
	if s == "" {
		return ""
	}
	u := parsed(s)
	u.Fragment = ""
	if u.Host != m.base.Host || m.base.Path == "" || m.base.Path == "/" || u.String() == m.base.String() {
		return ""
	}
	if stem(u) != stem(m.base) {
		return ""
	}
	return u.String()
}

// stem is an article's address without its page number.
func stem(u *url.URL) string {
	c := *u
	q := c.Query()
	for _, k := range []string{"page", "p", "pg", "paged", "halaman", "hal", "seite", "all", "single", "singlepage", "showall"} {
		if v := q.Get(k); v == "all" || len(v) <= 2 {
			q.Del(k)
		}
	}
	c.RawQuery = q.Encode()
	s := c.Path
	if i := pageNumber.FindStringIndex(s); i != nil && i[0] > 1 {
		s = s[:i[0]]
	}
	for _, cut := range []string{".html", ".htm", ".php", "/all", "/"} {
		s = strings.TrimSuffix(s, cut)
	}
	return s + "?" + c.RawQuery
}

// pageOf is the number of the part that u is, from 1.
func (m *Metadata) pageOf(u *url.URL) int {
	path := u.Path
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if g := pageNumber.FindStringSubmatch(path); g != nil {
		if n, err := strconv.Atoi(g[1]); err == nil && n > 0 {
			return n
		}
	}
	return 1
}
