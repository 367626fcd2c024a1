package extract

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// role is a set of parts that an element may play on its page, as its tag,
// class, id and ARIA role say.
type role uint32

const (
	roleBody    role = 1 << iota // article, body, entry-content ...
	roleMain                     // main, article
	roleTitle                    // headline, title
	roleDek                      // standfirst, summary, lead
	roleMeta                     // date, time, byline line
	roleAuthor                   // author box, bio
	roleNav                      // nav, menu, breadcrumb
	roleHeader                   // header, masthead
	roleFooter                   // footer, copyright
	roleAside                    // aside, sidebar, widget
	roleRelated                  // related, read-more, recommended, popular
	rolePromo                    // newsletter, subscribe, promo, ad
	roleShare                    // share, social
	roleComment                  // comments
	roleTags                     // tags, topics, keywords
	roleCaption                  // caption, credit
	roleCard                     // card, teaser, listing
	roleConsent                  // cookie, consent, gdpr, modal
	roleHidden                   // display:none, hidden, screen-reader text
	rolePaywall                  // paywall, premium, regwall
	roleForm                     // form
	roleTable                    // table
	roleList                     // ul, ol
	roleQuote                    // blockquote, pullquote
	roleGallery                  // gallery, slideshow
	roleEmbed                    // tweets and other quoted posts
)

// roleWords are looked for in class names and ids, at the start of a word.
var roleWords = []struct {
	role  role
	words []string
}{
	{roleBody, []string{"articlebody", "article-body", "article__body", "article_body", "articletext", "article-text", "article_text",
		"articlecontent", "article-content", "article__content", "article_content", "entry-content", "entry_content", "post-content",
		"post__content", "postcontent", "post-body", "post_body", "postbody", "story-body", "storybody", "story-content", "story_content", "body-text", "bodytext",
		"body-copy", "bodycopy", "rich-text", "richtext", "rte", "paragraph", "text-content", "maincontent", "main-content", "main_content", "content-body", "content__body",
		"read__content", "detail-text", "detail__body", "detail_text", "isi", "texto", "cuerpo", "inhalt", "contenu", "wysiwyg", "prose", "news-text", "newstext", "news_text", "news-content"}},
	{roleTitle, []string{"headline", "title", "judul", "titulo", "titel", "titre", "heading"}},
	{roleDek, []string{"dek", "standfirst", "subtitle", "sub-title", "subhead", "summary", "excerpt", "teaser-text", "lead", "lede", "intro", "abstract", "deck", "subline", "description", "chapo", "entradilla", "vorspann", "strapline"}},
	{roleMeta, []string{"date", "time", "byline", "meta", "dateline", "published", "posted", "timestamp", "publish", "updated"}},
	{roleAuthor, []string{"author", "bio", "penulis", "autor", "auteur", "contributor", "writer"}},
	{roleNav, []string{"nav", "menu", "breadcrumb", "pagination", "pager", "paging", "skip", "toolbar", "toc", "tabs", "topbar", "top-bar", "navbar"}},
	{roleHeader, []string{"header", "masthead", "banner", "site-head"}},
	{roleFooter, []string{"footer", "foot", "copyright", "legal", "disclaimer", "imprint", "colophon"}},
	{roleAside, []string{"aside", "sidebar", "side-bar", "widget", "rail", "right-col", "rightcol", "leftcol", "left-col", "complementary", "secondary", "factbox", "infobox", "sticky"}},
	{roleRelated, []string{"related", "relat", "read-more", "readmore", "read_more", "more-", "recommend", "popular", "trending", "latest", "most-", "mostread", "baca", "bacajuga", "terkait", "see-also", "seealso", "also", "similar", "next-", "prev", "outbrain", "taboola", "moreon", "more_", "also-read", "further", "suggest", "related-news", "inline-link", "link-list", "linklist", "upnext", "onward"}},
	{rolePromo, []string{"newsletter", "subscribe", "subscription", "promo", "advert", "ad-", "ads", "adv", "ad_", "sponsor", "signup", "sign-up", "cta", "marketing", "donate", "donation", "offer", "campaign", "dfp", "gpt", "affiliate", "commerce", "download-app", "whatsapp", "telegram", "join", "support-us"}},
	{roleShare, []string{"share", "sharing", "social", "facebook", "twitter-share", "follow", "addthis", "addtoany", "sociable", "like", "bookmark", "print", "tools", "actions", "rating", "vote", "reaction"}},
	{roleComment, []string{"comment", "disqus", "discussion", "reply", "respond", "komentar", "kommentar", "replies", "livefyre", "talkback"}},
	{roleTags, []string{"tag", "tags", "topic", "topics", "keyword", "categor", "label", "kicker", "etiquetas", "hashtag"}},
	{roleCaption, []string{"caption", "credit", "photo", "image", "img", "picture", "media", "figure", "copyright-photo", "legend", "bild", "foto", "attribution"}},
	{roleCard, []string{"card", "teaser", "listing", "list-item", "feed", "grid", "carousel", "slider", "swiper", "tile", "item-list", "thumb", "headlines", "stories", "river", "archive", "collection"}},
	{roleConsent, []string{"cookie", "consent", "gdpr", "modal", "popup", "pop-up", "overlay", "lightbox", "onetrust", "cmp", "dialog", "toast", "notice", "alert", "privacy"}},
	{roleHidden, []string{"hidden", "hide", "sr-only", "screen-reader", "visually-hidden", "visuallyhidden", "d-none", "u-hidden", "print-only", "invisible", "offscreen", "assistive"}},
	{rolePaywall, []string{"paywall", "regwall", "premium", "subscriber", "piano", "tp-", "meter", "locked", "gate", "barrier", "plus-"}},
	{roleGallery, []string{"gallery", "slideshow", "galerie", "galeria", "video", "player", "audio", "podcast"}},
	{roleQuote, []string{"pullquote", "pull-quote", "blockquote", "quote"}},
	{roleEmbed, []string{"twitter-tweet", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon", "fb-post", "embed"}},
}

// tagRoles are what elements say by being there.
var tagRoles = map[atom.Atom]role{
	atom.Article: roleMain, atom.Main: roleMain, atom.Nav: roleNav, atom.Menu: roleNav, atom.Header: roleHeader,
	atom.Footer: roleFooter, atom.Aside: roleAside, atom.Form: roleForm, atom.Table: roleTable, atom.Ul: roleList,
	atom.Ol: roleList, atom.Blockquote: roleQuote, atom.Figure: roleCaption, atom.Figcaption: roleCaption,
	atom.H1: roleTitle, atom.Dialog: roleConsent, atom.Address: roleAuthor, atom.Time: roleMeta,
}

// roleCache remembers what class names say; a page repeats few of them often.
type roleCache map[string]role

// of returns the roles that n itself claims. The classes of html and body
// describe the page, not a part of it.
func (c roleCache) of(n *html.Node) role {
	if n.Type != html.ElementNode || n.DataAtom == atom.Html || n.DataAtom == atom.Body {
		return 0
	}
	r := tagRoles[n.DataAtom]
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "class", "id", "role", "data-testid", "data-component", "aria-label":
			r |= c.words(a.Val)
		case "itemprop":
			if a.Val == "articleBody" {
				r |= roleBody
			} else {
				r |= c.words(a.Val)
			}
		case "hidden":
			r |= roleHidden
		case "aria-hidden":
			if a.Val == "true" {
				r |= roleHidden
			}
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(a.Val), " ", ""); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				r |= roleHidden
			}
		}
	}
	if isCustom(n) {
		r |= c.words(n.Data)
	}
	return r
}

func (c roleCache) words(value string) role {
	if r, ok := c[value]; ok {
		return r
	}
	var r role
	lower := splitCamel(value)
	for _, w := range roleWords {
		for _, word := range w.words {
			if startsWord(lower, word) {
				r |= w.role
				break
			}
		}
	}
	c[value] = r
	return r
}

// splitCamel lower-cases a name with a hyphen before each inner capital:
// "articleBody" is "article-body".
func splitCamel(s string) string {
	var b strings.Builder
	lower := false
	for i := 0; i < len(s); i++ {
		ch := s[i]
		if ch >= 'A' && ch <= 'Z' {
			if lower {
				b.WriteByte('-')
			}
			ch += 'a' - 'A'
			lower = false
		} else {
			lower = ch >= 'a' && ch <= 'z'
		}
		b.WriteByte(ch)
	}
	return b.String()
}

// startsWord reports whether word stands in s at the start of a word.
func startsWord(s, word string) bool {
	for at := 0; ; {
		i := strings.Index(s[at:], word)
		if i < 0 {
			return false
		}
		i += at
		if i == 0 || s[i-1] < 'a' || s[i-1] > 'z' {
			return true
		}
		at = i + 1
	}
}
