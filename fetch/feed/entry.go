package feed

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode/utf8"

	"github.com/kilas-news/kilas/fetch/internal/clean"
)

// guidOf cleans an entry's name; long ones become their hash.
func guidOf(s string) string {
	s = clean.Line(cutBytes(s, maxMarkupBytes))
	if len(s) <= maxGUIDBytes {
		return s
	}
	sum := sha256.Sum256([]byte(s))
	return "sha256:" + hex.EncodeToString(sum[:])
}

// minContentRunes is how long a description has to be to be the article: that
// of an article with more than a lead.
const minContentRunes = 1000

// texts makes an entry's summary and content from its description and its full
// text, either of which may be missing or the same as the other. A description
// that has the length and the paragraphs of an article is one.
func texts(description, content string) (summary, full string) {
	full = contentOf(content)
	summary = lineOf(description, maxSummaryRunes)
	if full == "" && isArticle(description) {
		full = contentOf(description)
	}
	if summary == "" {
		summary = lineOf(full, maxSummaryRunes)
	}
	return summary, full
}

func isArticle(description string) bool {
	if utf8.RuneCountInString(description) < minContentRunes {
		return false
	}
	lower := strings.ToLower(description)
	if strings.Count(lower, "<p") < 3 && strings.Count(lower, "<br") < 4 {
		return false
	}
	return utf8.RuneCountInString(lineOf(description, 2*minContentRunes)) >= minContentRunes
}
