package langs

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// Thai writes no mark at the end of a sentence, only a space, and spaces too
// between clauses, around numbers and names. What follows is a score over the
// spaces of a paragraph, after the cues that Charoenpornsawat and Sornlertlamvanich
// name in "Automatic Sentence Break Disambiguation for Thai" (ICCPOL 2001): the
// words on both sides of the space and the length of the sentence so far. The
// words are matched as prefixes and suffixes, so that no dictionary is needed.
// Lao uses the same rule with its own few words.

// thaiContinues are beginnings that carry a sentence on.
var thaiContinues = strings.Fields("และ หรือ ๆ ฯ ซึ่ง ได้ ของ คือ ก็ ที่ จะ เพื่อ ว่า รวมถึง รวมทั้ง ตลอดจน อาทิ เช่น กับ ตาม ไมล์ กิโลเมตร เมตร บาท คน ล้าน ปี วัน " +
	"เป็นต้น น. ແລະ ຫຼື ທີ່ ຊຶ່ງ ຂອງ ເພື່ອ")

// thaiOpen are endings that want something after them.
var thaiOpen = strings.Fields("ต่าง อื่น ปี ใน ที่ ถึง เช่น ราว ว่า พ.ศ. ค.ศ. ประมาณ จำนวน ของ จาก นาย นาง นางสาว คือ และ หรือ กับ เมื่อ วันที่ ชื่อ ได้แก่ อาทิ เป็น โดย อายุ " +
	"พล.อ. พล.ต.อ. พ.ต.อ. ดร. น.ส. ที่ว่า ເຊັ່ນ ໃນ ທີ່ ຂອງ ປີ ວັນທີ")

// thaiStarts are words that a sentence likes to begin with.
var thaiStarts = strings.Fields("แม้ เมื่อ นอกจาก นอกเหนือ หาก อย่างไรก็ ทั้งนี้ ทั้งนั้น ขณะ ในขณะ ดังนั้น สำหรับ ด้าน ต่อมา จากนั้น หลังจาก ก่อนหน้า ล่าสุด เขา เธอ พวกเขา " +
	"ผู้ การ นัก มี ในปี ในวัน เมื่อวัน ปัจจุบัน ส่วน เบื้องต้น จากการ ในเบื้องต้น ตำรวจ รายงาน เจ้าหน้าที่ รัฐบาล โดย แต่ ถ้า ภาย หลัง ใน มัน เรา ทาง คุณ " +
	"ນອກຈາກ ໃນ ທ່ານ ການ ຫຼັງຈາກ ພາຍຫຼັງ")

// thaiEnds are words that a sentence likes to end with.
var thaiEnds = strings.Fields("อีกด้วย ด้วย ได้ ไป ก็ตาม กัน ขึ้น นั้น แล้ว เอง ครับ ค่ะ คะ มาก อยู่ มา ไว้ นี้ เลย ต่อไป เท่านั้น ตาม โลก อย่างยิ่ง " +
	"ແລ້ວ ນຳ ດ້ວຍ ຂຶ້ນ ນີ້ ໄດ້")

// thaiThreshold is the score from which a space ends a sentence, chosen on
// the even half of the joined development lines.
const thaiThreshold = 0.5

// thaiBreaks returns where sentences begin inside a block of Thai, except the
// first.
func thaiBreaks(block string) []int {
	var out []int
	keep := thaiKept(block)
	start := 0
	for i := 0; i < len(block); {
		gap := len(prefixFunc(block[i:], isBlank))
		if gap == 0 {
			_, n := utf8.DecodeRuneInString(block[i:])
			i += n
			continue
		}
		next := i + gap
		if next < len(block) && !keep.inside(next) && thaiScore(block[start:i], block[next:]) >= thaiThreshold {
			out = append(out, next)
			start = next
		}
		i = next
	}
	return out
}

// thaiKept are the quotations and brackets of a block.
func thaiKept(block string) spans {
	var keep spans
	for _, q := range quotations(block) {
		if utf8.RuneCountInString(block[q.Start:q.End]) <= maxQuoteRunes {
			keep = append(keep, kilas.Span{Start: q.Start, End: q.End})
		}
	}
	return keep
}

// thaiScore weighs a space between what a sentence has so far and what comes.
func thaiScore(left, right string) float64 {
	last, _ := utf8.DecodeLastRuneInString(left)
	first, _ := utf8.DecodeRuneInString(right)
	if strings.ContainsRune("!?。", last) {
		return thaiThreshold
	}
	score := lengthScore(utf8.RuneCountInString(left[max(0, len(left)-600):]), utf8.RuneCountInString(right[:min(len(right), 200)]))
	if hasAnyPrefix(right, thaiContinues) || hasAnySuffix(left, thaiOpen) || strings.ContainsRune("(ๆฯ,", first) || strings.ContainsRune(",:", last) {
		score -= 3
	}
	if hasAnyPrefix(right, thaiStarts) {
		score += 1.5
	}
	if hasAnySuffix(left, thaiEnds) {
		score += 1.5
	}
	if unicode.IsDigit(first) || unicode.IsDigit(last) {
		score--
	}
	if unicode.Is(unicode.Latin, first) || unicode.Is(unicode.Latin, last) {
		score--
	}
	return score
}

// lengthScore says how likely a sentence of so many letters ends, with so many
// left in the paragraph.
func lengthScore(left, right int) float64 {
	score := 0.0
	switch {
	case left < 35:
		score = -2
	case left < 60:
		score = -0.5
	case left < 90:
		score = 0.5
	case left < 130:
		score = 1
	default:
		score = 1.5
	}
	if right < 25 {
		score -= 1.5
	}
	return score
}

func hasAnyPrefix(s string, list []string) bool {
	for _, w := range list {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

func hasAnySuffix(s string, list []string) bool {
	for _, w := range list {
		if strings.HasSuffix(s, w) {
			return true
		}
	}
	return false
}
