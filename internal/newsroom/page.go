package newsroom

import (
	"encoding/json"
	"fmt"
	"html"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// words are what pages say around their articles.
type words struct{ home, most, read, sub, rights string }

var around = map[kilas.Lang]words{
	"id": {"Beranda", "Terpopuler", "Baca juga", "Berlangganan untuk membaca selengkapnya.", "Hak cipta dilindungi"},
	"en": {"Home", "Most read", "Read more", "Subscribe to continue reading this article.", "All rights reserved"},
	"ms": {"Laman utama", "Paling popular", "Baca juga", "Langgan untuk terus membaca.", "Hak cipta terpelihara"},
	"es": {"Portada", "Lo más leído", "Lea también", "Suscríbase para seguir leyendo.", "Todos los derechos reservados"},
	"fr": {"Accueil", "Les plus lus", "Lire aussi", "Abonnez-vous pour lire la suite de cet article.", "Tous droits réservés"},
	"de": {"Startseite", "Meistgelesen", "Lesen Sie auch", "Jetzt abonnieren und weiterlesen.", "Alle Rechte vorbehalten"},
	"ja": {"ホーム", "よく読まれている記事", "関連記事", "この記事の続きを読むには会員登録が必要です。", "無断転載を禁じます"},
	"ar": {"الرئيسية", "الأكثر قراءة", "اقرأ أيضا", "اشترك لمتابعة القراءة.", "جميع الحقوق محفوظة"},
	"vi": {"Trang chủ", "Đọc nhiều", "Đọc thêm", "Đăng ký để đọc tiếp.", "Giữ toàn quyền"},
}

// page is the article's page at a moment.
func (w *World) page(a *Article, now time.Time) func(charset string) string {
	return func(charset string) string {
		f := a.Feed
		paragraphs, modified := a.At(now)
		if f.Paywall {
			paragraphs = paragraphs[:(len(paragraphs)+1)/2]
		}
		var b strings.Builder
		fmt.Fprintf(&b, "<!DOCTYPE html>\n<html lang=%q>\n<head>\n<meta charset=%q>\n<title>%s - %s</title>\n", f.Lang, charset, html.EscapeString(a.Title), html.EscapeString(f.Name))
		if !f.Plain {
			w.metadata(&b, a, modified)
		}
		t := around[f.Lang]
		fmt.Fprintf(&b, "</head>\n<body>\n<header><nav><ul><li><a href=\"/\">%s</a></li>", t.home)
		for _, section := range []string{"1", "2", "3", "4"} {
			fmt.Fprintf(&b, "<li><a href=\"/section/%s\">%s %s</a></li>", section, t.home, section)
		}
		b.WriteString("</ul></nav></header>\n")
		bodies[f.Template](&b, a, paragraphs)
		if f.Paywall {
			fmt.Fprintf(&b, "<div class=\"paywall subscribe-wall\"><p>%s</p></div>\n", t.sub)
		}
		fmt.Fprintf(&b, "<aside class=\"most-read\"><h2>%s</h2><ul>\n", t.most)
		others := w.byFeed[f]
		for i := range min(5, len(others)) {
			o := others[(a.ID*3+i*7)%len(others)]
			fmt.Fprintf(&b, "<li><a href=%q>%s</a></li>\n", o.URL, html.EscapeString(o.Title))
		}
		fmt.Fprintf(&b, "</ul></aside>\n<footer><p>© 2026 %s. %s.</p></footer>\n</body>\n</html>\n", html.EscapeString(f.Name), t.rights)
		return b.String()
	}
}

// metadata writes JSON-LD, OpenGraph and the canonical address.
func (w *World) metadata(b *strings.Builder, a *Article, modified time.Time) {
	kind := "article"
	fmt.Fprintf(b, "<link rel=\"canonical\" href=%q>\n<meta property=\"og:type\" content=%q>\n<meta property=\"og:title\" content=%q>\n<meta property=\"og:site_name\" content=%q>\n",
		a.URL, kind, html.EscapeString(a.Title), html.EscapeString(a.Feed.Name))
	ld := map[string]any{
		"@context": "https://schema.org", "@type": "NewsArticle", "headline": a.Title, "url": a.URL,
		"datePublished": a.Published.Format(time.RFC3339), "dateModified": modified.Format(time.RFC3339),
		"publisher": map[string]string{"@type": "Organization", "name": a.Feed.Name}, "inLanguage": string(a.Feed.Lang),
		"isAccessibleForFree": !a.Feed.Paywall,
	}
	text, err := json.Marshal(ld)
	if err != nil {
		panic(err) // strings and times always encode
	}
	fmt.Fprintf(b, "<script type=\"application/ld+json\">%s</script>\n", text)
}

// bodies are the sites' ways to lay an article out.
var bodies = [...]func(*strings.Builder, *Article, []string){
	func(b *strings.Builder, a *Article, paragraphs []string) {
		fmt.Fprintf(b, "<main><article>\n<h1>%s</h1>\n<p class=\"meta\"><time datetime=%q>%s</time></p>\n", html.EscapeString(a.Title), a.Published.Format(time.RFC3339), a.Published.Format("2.1.2006 15:04"))
		for _, p := range paragraphs {
			fmt.Fprintf(b, "<p>%s</p>\n", html.EscapeString(p))
		}
		b.WriteString("</article></main>\n")
	},
	func(b *strings.Builder, a *Article, paragraphs []string) {
		fmt.Fprintf(b, "<div id=\"wrapper\"><div class=\"post\">\n<h1 class=\"entry-title\">%s</h1>\n<div class=\"entry-content\">\n", html.EscapeString(a.Title))
		for i, p := range paragraphs {
			fmt.Fprintf(b, "<p>%s</p>\n", html.EscapeString(p))
			if i == 0 {
				fmt.Fprintf(b, "<p><strong><a href=\"/section/2\">%s: %s 2</a></strong></p>\n<div class=\"ad-slot\"><script>show(1)</script></div>\n", around[a.Feed.Lang].read, around[a.Feed.Lang].home)
			}
		}
		b.WriteString("</div></div></div>\n")
	},
	func(b *strings.Builder, a *Article, paragraphs []string) {
		fmt.Fprintf(b, "<div class=\"container\"><section class=\"detail\">\n<h1>%s</h1>\n<span class=\"date\">%s</span>\n<figure><img src=\"/photo.jpg\" alt=\"\"></figure>\n<div class=\"detail__body\">", html.EscapeString(a.Title), a.Published.Format("2006-01-02 15:04"))
		for i, p := range paragraphs {
			if i > 0 {
				b.WriteString("<br><br>\n")
			}
			b.WriteString(html.EscapeString(p))
		}
		b.WriteString("</div>\n</section></div>\n")
	},
}
