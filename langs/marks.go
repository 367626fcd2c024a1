package langs

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// Longest lines and sentences that are taken for boilerplate, in bytes.
const (
	maxReadMoreBytes = 400
	maxOutsideBytes  = 200
)

// Phrases that begin boilerplate, in the languages of the news. They are
// matched without regard to case, as they stand or at the end of a word.
const (
	readMorePhrases = "baca juga|baca juga artikel|baca juga berita|lihat juga video|simak juga video|simak video|tonton video|tonton juga video|baca pula|baca selengkapnya|baca lebih lanjut|baca berita|simak juga|simak pula|lihat juga|tonton juga|berita terkait|artikel terkait|" +
		"berita berkaitan|artikel berkaitan|read more|read also|also read|read next|see also|also see|more on this|more on this story|related|related article|related articles|" +
		"related story|related stories|read the full story|watch|listen|lire aussi|à lire aussi|voir aussi|lesen sie auch|lesen sie mehr|mehr zum thema|siehe auch|" +
		"lee también|lea también|le puede interesar|ver también|leia também|leia mais|veja também|saiba mais|leggi anche|guarda anche|lees ook|läs även|läs också|läs mer|" +
		"les også|læs også|lue myös|czytaj też|czytaj także|zobacz też|zobacz także|čtěte také|čtěte též|přečtěte si|čítajte aj|prečítajte si|citește și|citiți și|" +
		"olvassa el|xem thêm|đọc thêm|ayrıca okuyun|ayrıca bakınız|basahin din|читайте также|читайте ещё|смотрите также|читайте також|прочетете още|вижте още|прочитајте и|" +
		"pročitajte i|pročitajte još|διαβάστε επίσης|διαβάστε ακόμη|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضاً|بیشتر بخوانید|مزید پڑھیں|یہ بھی پڑھیں|קראו עוד|קראו גם|यह भी पढ़ें|ये भी पढ़ें|" +
		"आरও পড়ুন|আরও পড়ুন|மேலும் படிக்க|ఇది కూడా చదవండి|อ่านเพิ่มเติม|อ่านต่อ|ข่าวที่เกี่ยวข้อง|相关阅读|相关新闻|延伸阅读|延伸閱讀|相關新聞|関連記事|あわせて読みたい|관련기사|관련 기사"
	creditPhrases = "foto|sumber foto|kredit foto|ilustrasi|gambar|sumber|photo|photos|photograph|picture|photo credit|image credit|picture credit|photo by|image|" +
		"photo courtesy of|image caption|image source|photo caption|keterangan foto|crédit photo|photo|source|bild|bildquelle|fotograf|fuente|fonte|bron|kilde|zdroj|źródło|fot|kaynak|nguồn|ảnh|ảnh minh họa|фото|источник|джерело|الصورة|المصدر|图片来源|来源|資料照|写真|사진|출처"
	bylinePhrases = "penulis|editor|reporter|pewarta|wartawan|redaktur|kontributor|laporan|oleh|by|reporting by|writing by|editing by|additional reporting by|compiled by|" +
		"von|par|por|di|door|av|autor|auteur|redacción|автор|текст|تحریر|نویسنده|作者|记者|責任編輯|责任编辑|문|기자"
	promoPhrases = "scroll to continue|scroll untuk|scroll kebawah|lanjutkan membaca|halaman selanjutnya|halaman berikutnya|ikuti kami|ikuti berita|ikuti saluran|ikuti kanal|ikuti terus|" +
		"dapatkan update|dapatkan berita|dapatkan informasi|gabung di|gabung ke|bergabung di|download aplikasi|unduh aplikasi|cek berita|simak berita|saksikan video|tonton video|" +
		"klik di sini|artikel ini telah tayang|berita ini telah tayang|artikel ini sudah tayang|sign up for|sign up to|subscribe to|subscribe now|follow us|join our|click here|" +
		"download the|download our|get the latest|listen to this article|please enable javascript|this article was originally published|this article originally appeared|story continues below|article continues below|contact the author|" +
		"all rights reserved|hak cipta dilindungi|terms of use|privacy policy|abonnez-vous|inscrivez-vous|jetzt abonnieren|melden sie sich|suscríbete|síguenos|assine|siga|iscriviti|" +
		"seguici|meld je aan|prenumerera|tilmeld dig|meld deg|подписывайтесь|підписуйтесь|theo dõi|bizi takip|ติดตาม|关注我们|追蹤我們|구독"
)

// leads are the phrases of one kind by their first letter.
type leads map[rune][]string

func newLeads(list string) leads {
	l := leads{}
	for _, p := range strings.Split(list, "|") {
		c, _ := utf8.DecodeRuneInString(p)
		l[c] = append(l[c], p)
	}
	return l
}

// after returns what follows the first phrase that s, in small letters,
// begins with and then has a border that ok accepts.
func (l leads) after(s string, ok func(rest string) bool) (string, bool) {
	c, _ := utf8.DecodeRuneInString(s)
	for _, p := range l[c] {
		if rest, found := strings.CutPrefix(s, p); found && ok(rest) {
			return rest, true
		}
	}
	return "", false
}

var (
	readMoreLeads = newLeads(readMorePhrases)
	creditLeads   = newLeads(creditPhrases)
	bylineLeads   = newLeads(bylinePhrases)
	promoLeads    = newLeads(promoPhrases)

	photoBy       = regexp.MustCompile(`^(photo|image|picture|photograph)s? (by|courtesy)\b`)
	copyright     = regexp.MustCompile(`^[(\[]?\s*(©|\(c\)\s|copyright\b|hak cipta\b)`)
	bylineEnglish = regexp.MustCompile(`^((?i:(additional )?(reporting|writing|editing|compiled)) by|By|BY) \p{Lu}[^.!?]{1,80}\.?$`)
	bylineName    = regexp.MustCompile(`^\s*[:：/]\s*[\p{Lu}\p{Lo}][^.!?]{1,80}\.?$`)
	promoWhole    = regexp.MustCompile(`(?i)^\W*((advertisement|iklan|advertorial|anzeige|publicité|publicidad|pubblicità|реклама|reklama|reklam)\W*)+$`)
	embed         = regexp.MustCompile(`(?i)^\[(gambas|video|embed|foto|tweet)\s*:[^\]]*\]$`)
	closingCode   = regexp.MustCompile(`^[(\[][A-Za-z]{2,12}( ?[/,-] ?[A-Za-z]{2,12})*[)\]]\.?$`)
)

// lineMark returns the mark of a whole line, or "".
func lineMark(line string) kilas.Mark {
	if isReadMore(line) {
		return kilas.MarkReadMore
	}
	if len(line) > maxOutsideBytes {
		return ""
	}
	lead := leadOf(line)
	_, credit := creditLeads.after(lead, colonFollows)
	switch {
	case credit, photoBy.MatchString(lead), copyright.MatchString(lead):
		return kilas.MarkCredit
	case isByline(line), isClosingCode(line):
		return kilas.MarkByline
	case isPromo(line), promoWhole.MatchString(line):
		return kilas.MarkPromo
	}
	return ""
}

// bracketedMark returns the length of a credit or pointer in brackets that a
// paragraph begins with, and its mark: "(Foto: Budi) Presiden tiba."
func bracketedMark(line string) (int, kilas.Mark) {
	end := strings.IndexAny(line[:min(len(line), maxOutsideBytes)], ")]") + 1
	if line == "" || line[0] != '(' && line[0] != '[' || end == 0 || end == len(line) {
		return 0, ""
	}
	if mark := lineMark(line[:end]); mark != "" && mark != kilas.MarkByline {
		return end, mark
	}
	return 0, ""
}

// sentenceMark returns the mark of a sentence inside of a paragraph, or "".
// Stories have colons after "source" and sentences with "by", so that only
// what is hardly ever said in one counts.
func sentenceMark(s string) kilas.Mark {
	switch {
	case isClosingCode(s):
		return kilas.MarkByline
	case isReadMore(s):
		return kilas.MarkReadMore
	case len(s) <= maxOutsideBytes && copyright.MatchString(leadOf(s)):
		return kilas.MarkCredit
	case len(s) <= maxOutsideBytes && isPromo(s):
		return kilas.MarkPromo
	}
	return ""
}

// maxLeadBytes is how much of a text its first phrase is looked for in.
const maxLeadBytes = 80

// leadOf returns the beginning of a text in small letters, without brackets
// and bullets before it.
func leadOf(s string) string {
	s = strings.TrimLeft(s[:min(len(s), maxLeadBytes)], " \t>*•▪◦‣-–—([\"“«")
	return strings.ToLower(s)
}

func isReadMore(s string) bool {
	if len(s) > maxReadMoreBytes {
		return false
	}
	_, ok := readMoreLeads.after(leadOf(s), func(rest string) bool {
		rest = strings.TrimLeft(rest, " \u00a0")
		c, n := utf8.DecodeRuneInString(rest)
		return strings.ContainsRune(":：|»>", c) && n > 0 || strings.ContainsRune("-–—", c) && strings.HasPrefix(rest[n:], " ")
	})
	return ok
}

func isByline(s string) bool {
	if bylineEnglish.MatchString(s) {
		return true
	}
	_, ok := bylineLeads.after(leadOf(s), func(rest string) bool {
		at := len(s) - len(rest)
		return len(s) <= maxLeadBytes && at >= 0 && bylineName.MatchString(strings.TrimRight(s[at:], ")]"))
	})
	return ok
}

func isPromo(s string) bool {
	_, ok := promoLeads.after(leadOf(s), func(rest string) bool {
		c, _ := utf8.DecodeRuneInString(rest)
		return !unicode.IsLetter(c) || !bicameral(leadOf(s))
	})
	return ok || s[0] == '[' && embed.MatchString(s)
}

// isClosingCode reports the initials of the desk at the end: "(rsa/bud)".
func isClosingCode(s string) bool {
	return len(s) < 50 && s != "" && (s[0] == '(' || s[0] == '[') && closingCode.MatchString(s)
}

func colonFollows(rest string) bool {
	rest = strings.TrimLeft(rest, " \u00a0")
	c, _ := utf8.DecodeRuneInString(rest)
	return strings.ContainsRune(":：©/", c) && rest != ""
}
