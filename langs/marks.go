package langs

import (
	"regexp"
	"strings"

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
	readMorePhrases = "baca juga|baca pula|baca selengkapnya|baca lebih lanjut|baca berita|simak juga|simak pula|lihat juga|tonton juga|berita terkait|artikel terkait|" +
		"berita berkaitan|artikel berkaitan|read more|read also|also read|read next|see also|also see|more on this|more on this story|related|related article|related articles|" +
		"related story|related stories|read the full story|watch|listen|lire aussi|à lire aussi|voir aussi|lesen sie auch|lesen sie mehr|mehr zum thema|siehe auch|" +
		"lee también|lea también|le puede interesar|ver también|leia também|leia mais|veja também|saiba mais|leggi anche|guarda anche|lees ook|läs även|läs också|läs mer|" +
		"les også|læs også|lue myös|czytaj też|czytaj także|zobacz też|zobacz także|čtěte také|čtěte též|přečtěte si|čítajte aj|prečítajte si|citește și|citiți și|" +
		"olvassa el|xem thêm|đọc thêm|ayrıca okuyun|ayrıca bakınız|basahin din|читайте также|читайте ещё|смотрите также|читайте також|прочетете още|вижте още|прочитајте и|" +
		"pročitajte i|pročitajte još|διαβάστε επίσης|διαβάστε ακόμη|اقرأ أيضا|اقرأ أيضاً|إقرأ أيضاً|بیشتر بخوانید|مزید پڑھیں|یہ بھی پڑھیں|קראו עוד|קראו גם|यह भी पढ़ें|ये भी पढ़ें|" +
		"आरও পড়ুন|আরও পড়ুন|மேலும் படிக்க|ఇది కూడా చదవండి|อ่านเพิ่มเติม|อ่านต่อ|ข่าวที่เกี่ยวข้อง|相关阅读|相关新闻|延伸阅读|延伸閱讀|相關新聞|関連記事|あわせて読みたい|관련기사|관련 기사"
	creditPhrases = "foto|sumber foto|kredit foto|ilustrasi|gambar|sumber|photo|photos|photograph|picture|photo credit|image credit|picture credit|photo by|image|" +
		"photo courtesy of|crédit photo|photo|source|bild|bildquelle|fotograf|fuente|fonte|bron|kilde|zdroj|źródło|fot|kaynak|nguồn|ảnh|ảnh minh họa|фото|источник|джерело|الصورة|المصدر|图片来源|来源|資料照|写真|사진|출처"
	bylinePhrases = "penulis|editor|reporter|pewarta|wartawan|redaktur|kontributor|laporan|oleh|by|reporting by|writing by|editing by|additional reporting by|compiled by|" +
		"von|par|por|di|door|av|autor|auteur|redacción|автор|текст|تحریر|نویسنده|作者|记者|責任編輯|责任编辑|문|기자"
	promoPhrases = "scroll to continue|scroll untuk|scroll kebawah|lanjutkan membaca|halaman selanjutnya|halaman berikutnya|ikuti kami|ikuti berita|ikuti saluran|ikuti kanal|ikuti terus|" +
		"dapatkan update|dapatkan berita|dapatkan informasi|gabung di|gabung ke|bergabung di|download aplikasi|unduh aplikasi|cek berita|simak berita|saksikan video|tonton video|" +
		"klik di sini|artikel ini telah tayang|berita ini telah tayang|artikel ini sudah tayang|sign up for|sign up to|subscribe to|subscribe now|follow us|join our|click here|" +
		"download the|download our|get the latest|listen to this article|please enable javascript|this article was originally published|this article originally appeared|" +
		"all rights reserved|hak cipta dilindungi|terms of use|privacy policy|abonnez-vous|inscrivez-vous|jetzt abonnieren|melden sie sich|suscríbete|síguenos|assine|siga|iscriviti|" +
		"seguici|meld je aan|prenumerera|tilmeld dig|meld deg|подписывайтесь|підписуйтесь|theo dõi|bizi takip|ติดตาม|关注我们|追蹤我們|구독"
)

var (
	readMoreLead  = regexp.MustCompile(`(?i)^[\s>*•▪◦‣\-–—(\[]*(` + readMorePhrases + `)\s*([:：|»>]|[\-–—]\s)`)
	creditLead    = regexp.MustCompile(`(?i)^[(\[]?\s*((` + creditPhrases + `)\s*[:：©/]|(photo|image|picture|photograph)s? (by|courtesy)\b)`)
	copyright     = regexp.MustCompile(`(?i)^[(\[]?\s*(©|\(c\)\s|copyright\b|hak cipta\b)`)
	bylineLine    = regexp.MustCompile(`^[(\[]?\s*(?i:` + bylinePhrases + `)(\s*[:：/]\s*|\s)[\p{Lu}\p{Lo}][^.!?]{1,80}[)\]]?\.?$`)
	bylineColon   = regexp.MustCompile(`(?i)^(` + bylinePhrases + `)\s*[:：/]`)
	bylineEnglish = regexp.MustCompile(`^((?i:(additional )?(reporting|writing|editing|compiled)) by|By|BY) \p{Lu}`)
	promoLead     = regexp.MustCompile(`(?i)^\W*(` + promoPhrases + `)`)
	promoWhole    = regexp.MustCompile(`(?i)^\W*((advertisement|iklan|advertorial|anzeige|publicité|publicidad|pubblicità|реклама|reklama|reklam)\W*)+$`)
	embed         = regexp.MustCompile(`(?i)^\[(gambas|video|embed|foto|tweet)\s*:[^\]]*\]$`)
	closingCode   = regexp.MustCompile(`^[(\[][A-Za-z]{2,12}( ?[/,-] ?[A-Za-z]{2,12})*[)\]]\.?$`)
)

// lineMark returns the mark of a whole line, or "".
func lineMark(line string) kilas.Mark {
	if len(line) <= maxReadMoreBytes && readMoreLead.MatchString(line) {
		return kilas.MarkReadMore
	}
	if len(line) > maxOutsideBytes {
		return ""
	}
	return outsideMark(line)
}

// outsideMark returns the mark of a short text by how it begins.
func outsideMark(s string) kilas.Mark {
	switch {
	case creditLead.MatchString(s), copyright.MatchString(s):
		return kilas.MarkCredit
	case bylineLine.MatchString(s) && (bylineColon.MatchString(s) || bylineEnglish.MatchString(s)), closingCode.MatchString(s):
		return kilas.MarkByline
	case promoLead.MatchString(s), promoWhole.MatchString(s), embed.MatchString(s):
		return kilas.MarkPromo
	}
	return ""
}

// sentenceMark returns the mark of a sentence inside of a paragraph, or "".
// Colons after "watch" or "source" are common in stories, so that only what
// is hardly ever said there counts.
func sentenceMark(s string) kilas.Mark {
	switch {
	case len(s) > maxReadMoreBytes:
		return ""
	case closingCode.MatchString(s):
		return kilas.MarkByline
	case readMoreLead.MatchString(s):
		return kilas.MarkReadMore
	case strings.HasPrefix(s, "©"), len(s) <= maxOutsideBytes && copyright.MatchString(s):
		return kilas.MarkCredit
	case len(s) <= maxOutsideBytes && (promoLead.MatchString(s) || embed.MatchString(s)):
		return kilas.MarkPromo
	}
	return ""
}
