package translate

import (
	"context"
	"encoding/json"
	"fmt"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// Limits of one request to LibreTranslate. Public servers take a few thousand
// characters at a time.
const (
	libreSentences = 25
	libreRunes     = 2000
)

// LibreTranslate is a [Backend] for a LibreTranslate server, one's own or a
// public one (https://libretranslate.com/docs).
type LibreTranslate struct{ service Service }

// NewLibreTranslate returns a backend for the server at s.URL.
func NewLibreTranslate(s Service) *LibreTranslate { return &LibreTranslate{service: s} }

// Name returns "libretranslate".
func (l *LibreTranslate) Name() string { return "libretranslate" }

// Supports is true for all known languages; the server knows which it has.
func (l *LibreTranslate) Supports(from, to kilas.Lang) bool { return from != "" && to != "" }

// Translate sends the sentences in batches, each sentence a text of its own.
func (l *LibreTranslate) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	out := make([]string, 0, len(sentences))
	for _, batch := range batches(sentences, libreSentences, libreRunes) {
		texts, err := l.batch(ctx, from, to, batch)
		if err != nil {
			return nil, err
		}
		out = append(out, texts...)
	}
	return out, nil
}

func (l *LibreTranslate) batch(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	body, err := json.Marshal(struct {
		Q      []string `json:"q"`
		Source string   `json:"source"`
		Target string   `json:"target"`
		Format string   `json:"format"`
		Key    string   `json:"api_key,omitempty"`
	}{sentences, libreCode(from), libreCode(to), "text", l.service.Key})
	if err != nil {
		return nil, err
	}
	var answer struct{ TranslatedText []string }
	if err := l.service.post(ctx, "/translate", "application/json", body, &answer); err != nil {
		return nil, err
	}
	if len(answer.TranslatedText) != len(sentences) {
		return nil, fmt.Errorf("%d texts for %d sentences", len(answer.TranslatedText), len(sentences))
	}
	return answer.TranslatedText, nil
}

// libreCode is the server's code of a language where it is not ours.
func libreCode(l kilas.Lang) string {
	switch l {
	case "zh-hans":
		return "zh"
	case "zh-hant":
		return "zt"
	case "no":
		return "nb"
	}
	return string(l)
}

// batches cuts sentences into runs of at most so many sentences and runes. A
// longer sentence is a batch of its own.
func batches(sentences []string, maxSentences, maxRunes int) [][]string {
	var out [][]string
	start, runes := 0, 0
	for i, s := range sentences {
		n := utf8.RuneCountInString(s)
		if i > start && (i-start == maxSentences || runes+n > maxRunes) {
			out = append(out, sentences[start:i])
			start, runes = i, 0
		}
		runes += n
	}
	if start < len(sentences) {
		out = append(out, sentences[start:])
	}
	return out
}
