package layout

import "strings"

// promoPhrases are what invitations, credits and labels around a story say, in
// many languages, folded. They count at the start of a word.
var promoPhrases = []string{
	"read more", "read also", "read next", "read the full", "also read", "see also", "more on", "more from", "more about", "related",
	"recommended", "sign up", "subscribe", "newsletter", "follow us", "click here", "share this", "download our", "download the",
	"join us", "join our", "all rights reserved", "copyright", "advertisement", "sponsored", "comment", "most read", "most popular",
	"baca juga", "baca selengkapnya", "baca lainnya", "simak", "lihat juga", "ikuti", "berita terkait", "artikel terkait", "pilihan editor",
	"lees ook", "lees meer", "lesen sie", "mehr zum", "mehr zu", "mehr aus", "auch interessant", "das könnte", "lire aussi", "à lire", "voir aussi", "abonnez",
	"lea también", "lee también", "te puede interesar", "más información", "suscríb", "leia também", "leia mais", "veja também",
	"leggi anche", "iscriviti", "czytaj też", "czytaj także", "czytaj również", "czytaj więcej", "zobacz też", "zobacz także",
	"читайте также", "читайте далее", "читать далее", "подпис", "по теме", "смотрите также", "διαβάστε", "δείτε επίσης", "ακολουθήστε",
	"läs också", "läs mer", "les også", "læs også", "lue myös", "olvasson", "přečtěte", "čtěte", "ayrıca", "devamını oku",
	"xem thêm", "اقرأ أيضا", "עוד בנושא",
}

// densePromo are such phrases in scripts without spaces.
var densePromo = []string{
	"相关新闻", "相关阅读", "相关链接", "相關新聞", "相關閱讀", "责任编辑", "責任編輯", "来源", "來源", "關鍵字", "编辑", "関連記事", "続きを読む", "あわせて読みたい", "อ่านเพิ่มเติม", "อ่านข่าว",
}

// readAlso are the phrases that begin a pointer to another story inside of a text.
var readAlso = []string{
	"baca juga", "baca selengkapnya", "lihat juga", "simak juga", "artikel terkait", "berita terkait", "read also", "also read", "read more", "see also", "read next", "related",
	"lesen sie auch", "lesen sie hier", "mehr zum thema", "auch interessant", "lire aussi", "à lire aussi", "voir aussi", "lea también", "lee también", "te puede interesar",
	"leia também", "leia mais", "veja também", "leggi anche", "lees ook", "czytaj też", "czytaj także", "czytaj również", "zobacz też", "zobacz także",
	"читайте также", "смотрите также", "διαβάστε επίσης", "δείτε επίσης", "läs också", "läs mer", "les også", "læs også", "lue myös", "přečtěte si", "ayrıca okuyun", "xem thêm", "اقرأ أيضا", "延伸阅读", "相关阅读", "関連記事",
}

// advertisement are the labels of places for advertisements.
var advertisement = map[string]bool{
	"advertisement": true, "advertisements": true, "advertisement scroll to resume content": true, "scroll to continue with content": true, "advertisement scroll to continue with content": true,
	"article continues below advertisement": true, "story continues below advertisement": true, "iklan": true, "anzeige": true, "werbung": true, "publicité": true, "publicidad": true,
	"publicidade": true, "pubblicità": true, "advertentie": true, "reklama": true, "реклама": true, "annons": true, "annonse": true, "annonce": true, "mainos": true, "διαφήμιση": true, "广告": true, "廣告": true, "広告": true,
}

// invitations are what only a newsroom says to its readers inside of a text:
// to subscribe, to follow, to listen, to write to it, to look at a video.
var invitations = []string{
	"is a reader supported publication", "to receive new posts and support", "subscribe to our newsletter", "thanks for reading",
	"sign up for our newsletter", "sign up to our newsletter", "sign up for our free", "sign up to our free", "sign up for our daily", "sign up to our daily",
	"listen here on your", "do you have a story to tell", "do you have a story for us", "get in touch with our news team", "for more stories like this",
	"follow us on google news", "on google news and add us", "add us as a preferred source", "join our whatsapp", "follow our whatsapp", "download our app", "download our free app",
	"dapatkan update berita", "dapatkan berita terbaru", "dapatkan informasi terbaru", "simak breaking news", "simak berita lainnya di", "simak berita dan artikel", "cek berita dan artikel",
	"mari bergabung di", "bergabung di grup telegram", "bergabung di saluran whatsapp", "ikuti saluran whatsapp", "ikuti kami di", "ikuti berita terkini", "follow official whatsapp",
	"artikel ini telah tayang di", "berita ini telah tayang di", "gambas video", "simak juga video", "simak video", "lihat juga video", "nonton juga video", "saksikan video", "download aplikasi berita",
	"berlangganan buletin kami", "ikuti kami di saluran", "sertai saluran whatsapp", "sertai saluran telegram", "muat turun aplikasi",
	"abonnieren sie unseren newsletter", "folgen sie uns auf", "inscrivez vous à notre newsletter", "abonnez vous à notre newsletter", "suivez nous sur",
	"suscríbete a nuestro boletín", "suscríbete a nuestra newsletter", "síguenos en", "iscriviti alla newsletter", "siga nos no", "volg ons op",
	"подписывайтесь на наш", "подписывайтесь на канал",
}

// IsPointer reports whether a block only leads elsewhere: a label of an
// advertisement, an invitation of the newsroom, or a line that asks to read
// another story and links to it.
func (b *Block) IsPointer() bool {
	const maxWords = 40
	if b.Words > maxWords {
		return false
	}
	folded := Fold(b.Text)
	if advertisement[folded] {
		return true
	}
	for _, p := range invitations {
		if strings.Contains(folded, p) {
			return true
		}
	}
	for _, p := range readAlso {
		if strings.HasPrefix(folded, p) && (b.Links > 0 || b.LinkRunes > 0 || len(folded) == len(p)) {
			return true
		}
	}
	return false
}

// promoIndex holds the phrases by their first word, or its first four bytes.
var promoIndex = func() map[string][]string {
	index := map[string][]string{}
	for _, p := range promoPhrases {
		k := promoKey(p)
		index[k] = append(index[k], p)
	}
	return index
}()

func promoKey(word string) string { return word[:min(len(word), 4)] }

// isPromo reports whether a folded text has any of the phrases.
func isPromo(folded string, dense bool) bool {
	for at := 0; at < len(folded); {
		for _, p := range promoIndex[promoKey(folded[at:])] {
			if strings.HasPrefix(folded[at:], p) {
				return true
			}
		}
		next := strings.IndexByte(folded[at:], ' ')
		if next < 0 {
			break
		}
		at += next + 1
	}
	if dense {
		for _, p := range densePromo {
			if strings.Contains(folded, p) {
				return true
			}
		}
	}
	return false
}
