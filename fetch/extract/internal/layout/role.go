package layout

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Role is a set of parts that an element may play on its page, as its tag,
// class, id and ARIA role say.
type Role uint32

const (
	RoleBody    Role = 1 << iota // article, body, entry-content ...
	RoleMain                     // main, article
	RoleTitle                    // headline, title
	RoleDek                      // standfirst, summary, lead
	RoleMeta                     // date, time, byline line
	RoleAuthor                   // author box, bio
	RoleNav                      // nav, menu, breadcrumb
	RoleHeader                   // header, masthead
	RoleFooter                   // footer, copyright
	RoleAside                    // aside, sidebar, widget
	RoleRelated                  // related, read-more, recommended, popular
	RolePromo                    // newsletter, subscribe, promo, ad
	RoleShare                    // share, social
	RoleComment                  // comments
	RoleTags                     // tags, topics, keywords
	RoleCaption                  // caption, credit
	RoleCard                     // card, teaser, listing
	RoleConsent                  // cookie, consent, gdpr, modal
	RoleHidden                   // display:none, hidden, screen-reader text
	RolePaywall                  // paywall, premium, regwall
	RoleForm                     // form
	RoleTable                    // table
	RoleList                     // ul, ol
	RoleQuote                    // blockquote, pullquote
	RoleGallery                  // gallery, slideshow
	RoleEmbed                    // tweets and other quoted posts
)

// roleWords are looked for in class names and ids, at the start of a word.
var roleWords = []struct {
	role  Role
	words []string
}{
	{RoleBody, []string{"articlebody", "article-body", "article__body", "article_body", "articletext", "article-text", "article_text",
		"articlecontent", "article-content", "article__content", "article_content", "entry-content", "entry_content", "post-content",
		"post__content", "postcontent", "post-body", "post_body", "postbody", "story-body", "storybody", "story-content", "story_content", "body-text", "bodytext",
		"body-copy", "bodycopy", "rich-text", "richtext", "rte", "paragraph", "text-content", "maincontent", "main-content", "main_content", "content-body", "content__body",
		"read__content", "detail-text", "detail__body", "detail_text", "isi", "texto", "cuerpo", "inhalt", "contenu", "wysiwyg", "prose", "news-text", "newstext", "news_text", "news-content"}},
	{RoleTitle, []string{"headline", "title", "judul", "titulo", "titel", "titre", "heading"}},
	{RoleDek, []string{"dek", "standfirst", "subtitle", "sub-title", "subhead", "summary", "excerpt", "teaser-text", "lead", "lede", "intro", "abstract", "deck", "subline", "description", "chapo", "entradilla", "vorspann", "strapline"}},
	{RoleMeta, []string{"date", "time", "byline", "meta", "dateline", "published", "posted", "timestamp", "publish", "updated"}},
	{RoleAuthor, []string{"author", "bio", "penulis", "autor", "auteur", "contributor", "writer"}},
	{RoleNav, []string{"nav", "menu", "breadcrumb", "pagination", "pager", "paging", "skip", "toolbar", "toc", "tabs", "topbar", "top-bar", "navbar"}},
	{RoleHeader, []string{"header", "masthead", "banner", "site-head"}},
	{RoleFooter, []string{"footer", "foot", "copyright", "legal", "disclaimer", "imprint", "colophon", "correction", "endnote"}},
	{RoleAside, []string{"aside", "sidebar", "side-bar", "widget", "rail", "right-col", "rightcol", "leftcol", "left-col", "complementary", "secondary", "factbox", "infobox", "sticky"}},
	{RoleRelated, []string{"related", "relat", "read-more", "readmore", "read_more", "more-", "recommend", "popular", "trending", "latest", "most-", "mostread", "baca", "bacajuga", "terkait", "see-also", "seealso", "also", "similar", "next-", "prev", "outbrain", "taboola", "moreon", "more_", "also-read", "further", "suggest", "related-news", "inline-link", "link-list", "linklist", "upnext", "onward"}},
	{RolePromo, []string{"newsletter", "subscribe", "subscription", "promo", "advert", "ad-", "ads", "adv", "ad_", "sponsor", "signup", "sign-up", "cta", "marketing", "donate", "donation", "offer", "campaign", "dfp", "gpt", "affiliate", "commerce", "download-app", "whatsapp", "telegram", "join", "support-us"}},
	{RoleShare, []string{"share", "sharing", "social", "facebook", "twitter-share", "follow", "addthis", "addtoany", "sociable", "like", "bookmark", "print", "tools", "actions", "rating", "vote", "reaction"}},
	{RoleComment, []string{"comment", "disqus", "discussion", "reply", "respond", "komentar", "kommentar", "replies", "livefyre", "talkback"}},
	{RoleTags, []string{"tag", "tags", "topic", "topics", "keyword", "categor", "label", "kicker", "etiquetas", "hashtag"}},
	{RoleCaption, []string{"caption", "credit", "photo", "image", "img", "picture", "media", "figure", "copyright-photo", "legend", "bild", "foto", "attribution"}},
	{RoleCard, []string{"card", "teaser", "listing", "list-item", "feed", "grid", "carousel", "slider", "swiper", "tile", "item-list", "thumb", "headlines", "stories", "river", "archive", "collection"}},
	{RoleConsent, []string{"cookie", "consent", "gdpr", "modal", "popup", "pop-up", "overlay", "lightbox", "onetrust", "cmp", "dialog", "toast", "notice", "alert", "privacy"}},
	{RoleHidden, []string{"hidden", "hide", "sr-only", "screen-reader", "visually-hidden", "visuallyhidden", "d-none", "u-hidden", "print-only", "invisible", "offscreen", "assistive"}},
	{RolePaywall, []string{"paywall", "regwall", "premium", "subscriber", "piano", "tp-", "meter", "locked", "gate", "barrier", "plus-"}},
	{RoleGallery, []string{"gallery", "slideshow", "galerie", "galeria", "video", "player", "audio", "podcast"}},
	{RoleQuote, []string{"pullquote", "pull-quote", "blockquote", "quote"}},
	{RoleEmbed, []string{"twitter-tweet", "instagram-media", "tiktok-embed", "bluesky-embed", "mastodon", "fb-post", "embed"}},
}

// tagRoles are what elements say by being there.
var tagRoles = map[atom.Atom]Role{
	atom.Article: RoleMain, atom.Main: RoleMain, atom.Nav: RoleNav, atom.Menu: RoleNav, atom.Header: RoleHeader,
	atom.Footer: RoleFooter, atom.Aside: RoleAside, atom.Form: RoleForm, atom.Table: RoleTable, atom.Ul: RoleList,
	atom.Ol: RoleList, atom.Blockquote: RoleQuote, atom.Figure: RoleCaption, atom.Figcaption: RoleCaption,
	atom.H1: RoleTitle, atom.Dialog: RoleConsent, atom.Address: RoleAuthor, atom.Time: RoleMeta,
}

// roleCache remembers what class names say; a page repeats few of them often.
type roleCache map[string]Role

// of returns the roles that n itself claims. The classes of html and body
// describe the page, not a part of it.
func (c roleCache) of(n *html.Node) Role {
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
				r |= RoleBody
			} else {
				r |= c.words(a.Val)
			}
		case "hidden":
			r |= RoleHidden
		case "aria-hidden":
			if a.Val == "true" {
				r |= RoleHidden
			}
		case "style":
			if s := strings.ReplaceAll(strings.ToLower(a.Val), " ", ""); strings.Contains(s, "display:none") || strings.Contains(s, "visibility:hidden") {
				r |= RoleHidden
			}
		}
	}
	if isCustom(n) {
		r |= c.words(n.Data)
	}
	return r
}

func (c roleCache) words(value string) Role {
	if r, ok := c[value]; ok {
		return r
	}
	var r Role
	name := splitCamel(value)
	for i := range len(name) {
		if i > 0 && isLower(name[i-1]) {
			continue // inside a word
		}
		for _, w := range roleIndex[name[i]] {
			if r&w.role == 0 && strings.HasPrefix(name[i:], w.word) {
				r |= w.role
			}
		}
	}
	c[value] = r
	return r
}

// roleWord is a word with its role.
type roleWord struct {
	role Role
	word string
}

// roleIndex holds the words by their first byte.
var roleIndex = func() (index [256][]roleWord) {
	for _, w := range roleWords {
		for _, word := range w.words {
			index[word[0]] = append(index[word[0]], roleWord{w.role, word})
		}
	}
	return index
}()

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

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
			lower = isLower(ch)
		}
		b.WriteByte(ch)
	}
	return b.String()
}
