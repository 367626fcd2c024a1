package langs

import (
	"regexp"
	"strings"

	"github.com/kilas-news/kilas"
)

// maxReadMoreBytes bounds a line that points to another article.
const maxReadMoreBytes = 400

var (
	readMoreLine = regexp.MustCompile(`(?i)^[\s>*•▪◦\-–—(\[]*(baca juga|baca selengkapnya|baca pula|baca lebih lanjut|simak juga|simak pula|lihat juga|tonton juga|berita terkait|artikel terkait|read more|read also|also read|read next|see also|more on this|related( articles?| stor(y|ies))?|lire aussi|à lire aussi|lesen sie auch|lee también|leia também|leggi anche|lees ook|läs även|čtěte také|xem thêm|đọc thêm|ayrıca okuyun|читайте также|читайте ещё|читайте також|اقرأ أيضا|यह भी पढ़ें|อ่านเพิ่มเติม|相关阅读|延伸阅读|関連記事|관련기사)\s*[:：|\-–—»>]`)
	creditLine   = regexp.MustCompile(`(?i)^[(\[]?\s*(foto|sumber foto|photo|photograph|image|picture|image credit|photo credit|picture credit|ilustrasi|bild|crédit photo|sumber|source|copyright|hak cipta|©|\(c\))\s*([:：©/]|by\b|oleh\b|\d{4})`)
	bylineLine   = regexp.MustCompile(`(?i)^[(\[]?\s*(penulis|editor|reporter|pewarta|wartawan|redaktur|reporting by|writing by|editing by|additional reporting by|oleh|by|von|par|por)\s*[:：/ ]\s*\p{Lu}[^.!?]{1,80}[)\]]?\.?$`)
	promoLine    = regexp.MustCompile(`(?i)^\W*(advertisement|iklan|scroll to continue|scroll untuk|ikuti (kami|berita|saluran|kanal)|dapatkan (update|berita)|gabung (di|ke)|download aplikasi|unduh aplikasi|sign up (for|to)|subscribe (to|now)|follow us|join our|click here|klik di sini|all rights reserved|newsletter)`)
	closingCode  = regexp.MustCompile(`^[(\[][A-Za-z]{2,12}( ?[/,-] ?[A-Za-z]{2,12})*[)\]]\.?$`)
)

// lineMark returns the mark of a whole line, or "".
func lineMark(line string) kilas.Mark {
	switch {
	case len(line) <= maxReadMoreBytes && readMoreLine.MatchString(line):
		return kilas.MarkReadMore
	case creditLine.MatchString(line) && len(line) <= 200:
		return kilas.MarkCredit
	case bylineLine.MatchString(line):
		return kilas.MarkByline
	case promoLine.MatchString(line) && len(line) <= 300:
		return kilas.MarkPromo
	}
	return ""
}

// sentenceMark returns the mark of a sentence inside of a paragraph, or "".
func sentenceMark(s string) kilas.Mark {
	switch {
	case closingCode.MatchString(s):
		return kilas.MarkByline
	case len(s) <= maxReadMoreBytes && readMoreLine.MatchString(s):
		return kilas.MarkReadMore
	case strings.HasPrefix(s, "©"):
		return kilas.MarkCredit
	}
	return ""
}
