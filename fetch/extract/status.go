package extract

import (
	"regexp"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/extract/internal/metadata"
	"github.com/kilas-news/kilas/fetch/extract/internal/story"
)

// page is the story that was found, and what stands around it.
type page struct{ *story.Body }

const (
	// minSize is the least text that passes for an article by itself; briefs
	// of agencies have hardly less.
	minSize = 140
	// surelyText is the size of text that no wall or error page has.
	surelyText = 1500
)

var (
	challengeTitle = regexp.MustCompile(`(?i)^(?:just a moment|attention required|access denied|access to this page has been denied|please wait|one moment,? please|checking your browser|verifying you are human|are you a robot|security check|ddos-guard|human verification|robot check|pardon our interruption|you have been blocked|request blocked|bot verification|captcha|tunggu sebentar)`)
	challengeText  = regexp.MustCompile(`(?i)(?:checking (?:if the site connection is secure|your browser before)|verify(?:ing)? (?:that )?you are (?:a )?human|enable javascript and cookies to continue|needs to review the security of your connection|unusual traffic from your|complete the (?:captcha|security check)|press (?:&|and) hold to confirm|you don't have permission to access|your access to this (?:site|page) has been (?:limited|blocked|denied)|cf-ray|ray id:|incident id:|reference #\d|why have i been blocked|bukan robot)`)
	consentText    = regexp.MustCompile(`(?i)(?:before you continue|(?:we|our partners|our \d+ partners).{0,60}(?:cookies|store and/or access)|your privacy (?:choices|matters)|we value your privacy|accept all(?: cookies)?|manage (?:my )?(?:cookies|preferences|choices)|legitimate interest|privacy center|cookie[- ]?(?:einstellungen|richtlinie)|mit werbung (?:und tracking )?(?:lesen|weiterlesen)|zustimm(?:en|ung)|pur[- ]abo|nous et nos partenaires|accepter et continuer|aceptar (?:y continuar|cookies)|kebijakan cookie|kami menggunakan cookie)`)
	errorTitle     = regexp.MustCompile(`(?i)^(?:(?:error )?(?:404|403|410|500|502|503|504)\b|.{0,30}(?:\b404\b|\bpage not found|\bnot found\b|page unavailable|halaman tidak ditemukan|seite nicht gefunden|page introuvable|página no encontrada|pagina non trovata|pagina niet gevonden|nie znaleziono|страница не найдена|η σελίδα δεν βρέθηκε|找不到|ページが見つかりません)|internal server error|bad gateway|service unavailable|gateway time-?out|under maintenance|site maintenance)`)
	loginText      = regexp.MustCompile(`(?i)(?:(?:log|sign) in to (?:continue|your account|read)|forgot(?:ten)? (?:your )?password|keep me (?:logged|signed) in|masuk ke akun|lupa (?:kata sandi|password)|passwort vergessen|mot de passe oublié|olvidó su contraseña)`)
	scriptsText    = regexp.MustCompile(`(?i)(?:(?:please )?(?:enable|turn on|activate) javascript|javascript (?:is (?:required|disabled|not enabled)|must be enabled|to run this app)|requires javascript|you need to enable javascript|aktifkan javascript|javascript (?:aktivieren|activer)|activez javascript|habilit[ae] javascript)`)
	paywallText    = regexp.MustCompile(`(?i)(?:subscribe (?:now )?to (?:continue|read|keep|unlock)|(?:already|not yet) a subscriber|this (?:article|story|content) is (?:for|available to|only for|reserved for|exclusive to) (?:our )?(?:paying )?(?:subscribers|members)|to (?:continue|keep) reading,? (?:subscribe|please subscribe|log in)|(?:continue|keep) reading (?:with a|your) subscription|get (?:unlimited|full) (?:digital )?access|unlock this (?:article|story)|you(?:'|’)ve (?:reached|read) your (?:limit|free)|become a (?:member|subscriber) to|subscriber[- ]only|artikel ini khusus pelanggan|khusus (?:untuk )?pelanggan|berlangganan (?:untuk|sekarang)|silakan berlangganan|lanjutkan membaca dengan|jetzt (?:weiterlesen|abonnieren|testen)|weiterlesen mit|diesen artikel (?:weiterlesen|freischalten)|artikel freischalten|réservé (?:à nos|aux) abonnés|cet article est réservé|il vous reste \d+ ?% |para seguir leyendo|contenido exclusivo para suscriptores|solo para suscriptores|exclusivo para assinantes|contenuto riservato agli abbonati|alleen voor abonnees|dla prenumeratorów|только для подписчиков)`)
	partialText    = regexp.MustCompile(`(?i)(?:^|\s)(?:\[?(?:…|\.\.\.)\]?|read more|continue reading|read the full (?:story|article)|baca selengkapnya|selengkapnya|lanjutkan membaca|weiterlesen|lire la suite|leer más|seguir leyendo|continua a leggere|lees meer|lees verder|czytaj (?:dalej|więcej)|читать (?:далее|полностью)|διαβάστε περισσότερα|阅读全文|続きを読む|더 ?보기)\s*[»›>→.…]*$`)
)

// refuse returns why the page has no article to give, or nil. The more text
// there is, the less a sign of a wall says: articles about cookies exist.
func (b page) refuse(m *metadata.Metadata) error {
	n := b.Size()
	switch {
	case n >= surelyText && !challengeTitle.MatchString(m.TitleTag):
		if m.LD.Rank < 3 && b.IsListing() {
			return ErrNoArticle
		}
		return nil
	case challengeTitle.MatchString(m.TitleTag):
		return &BlockedError{"challenge"}
	case n < 700 && errorTitle.MatchString(m.TitleTag):
		return &BlockedError{"error-page"}
	}
	all := b.visible(4000)
	total := b.Doc.Runes(0, len(b.Doc.Blocks))
	switch {
	case m.Challenge && challengeText.MatchString(all):
		return &BlockedError{"challenge"}
	case n >= minSize && n < 900 && m.LD.Rank < 3 && len(consentText.FindAllStringIndex(b.head(2000), 2)) > 1:
		return &BlockedError{"consent"}
	case n < 900 && total < 2000 && m.LD.Rank < 3 && b.Doc.Passwords > 0:
		return &BlockedError{"login"}
	case m.LD.Rank < 3 && b.IsListing():
		return ErrNoArticle
	case n >= minSize:
		return nil
	case challengeText.MatchString(all):
		return &BlockedError{"challenge"}
	case total < 6000 && consentText.MatchString(all):
		return &BlockedError{"consent"}
	case b.Doc.Controls > 0 && loginText.MatchString(all):
		return &BlockedError{"login"}
	case scriptsText.MatchString(all + " " + m.Noscript), b.Doc.Scripts > 2 && total < 400:
		return ErrScripts
	case n >= minSize/2 && m.LD.Rank >= 3:
		return nil
	}
	return ErrNoArticle
}

// visible returns the beginning of all the page's text.
func (b page) visible(limit int) string {
	var t strings.Builder
	for i := range b.Doc.Blocks {
		if t.Len() > limit {
			break
		}
		t.WriteString(b.Doc.Blocks[i].Text)
		t.WriteByte('\n')
	}
	return t.String()
}

// head returns the beginning of the story.
func (b page) head(limit int) string {
	text, _ := b.Text()
	return text[:min(len(text), limit)]
}

// status says how much of the article the text is, and what is doubtful.
func (b page) status(m *metadata.Metadata) (kilas.Status, []kilas.Warning) {
	warnings := []kilas.Warning{}
	if m.Title == "" {
		warnings = append(warnings, kilas.Warning{Code: "no-title", Message: "the page has no title"})
	}
	short := b.Size() < 1800
	after := b.after(12)
	switch {
	case paywallText.MatchString(after), short && m.LD.Free != nil && !*m.LD.Free:
		return kilas.StatusPaywalled, append(warnings, kilas.Warning{Code: "paywalled", Message: "the text may end where the site asks for a subscription"})
	case m.LD.Free != nil && !*m.LD.Free && len(m.LD.Body) > 2*b.Size():
		return kilas.StatusPaywalled, append(warnings, kilas.Warning{Code: "paywalled", Message: "the text may end where the site asks for a subscription"})
	case b.cut():
		return kilas.StatusPartial, append(warnings, kilas.Warning{Code: "partial", Message: "the text breaks off on this page"})
	}
	return kilas.StatusFull, warnings
}

// after is the end of the story's last block and of the blocks that follow it,
// without what is hidden, since many pages keep a wall in store for other
// readers, and without what the story says itself.
func (b page) after(blocks int) string {
	if len(b.Blocks) == 0 {
		return ""
	}
	last := b.Blocks[len(b.Blocks)-1]
	told := map[string]bool{}
	for _, i := range b.Blocks[:len(b.Blocks)-1] {
		told[b.Doc.Blocks[i].Text] = true
	}
	var t strings.Builder
	for i := last; i < len(b.Doc.Blocks) && i < last+blocks; i++ {
		if !b.Within(i, layout.RoleHidden) && !told[b.Doc.Blocks[i].Text] {
			t.WriteString(tail(b.Doc.Blocks[i].Text))
			t.WriteByte('\n')
		}
	}
	return t.String()
}

// tailBytes is how much of a block's end is looked at for signs of a wall.
const tailBytes = 800

// tail is the end of a text.
func tail(text string) string { return strings.ToValidUTF8(text[max(0, len(text)-tailBytes):], "") }

// cut reports whether the text breaks off: its last block, or one right after
// it in the same element, ends in dots or in a link to the rest.
func (b page) cut() bool {
	if len(b.Blocks) == 0 {
		return false
	}
	last := b.Blocks[len(b.Blocks)-1]
	parent := b.parent(last)
	for i := last; i < len(b.Doc.Blocks) && i < last+3; i++ {
		if b.parent(i) == parent && partialText.MatchString(tail(b.Doc.Blocks[i].Text)) {
			return true
		}
	}
	return false
}

// parent is the element around that of block i.
func (b page) parent(i int) int { return b.Doc.Elements[b.Doc.Blocks[i].Element].Parent }
