package translate

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// libreLimits are what public servers take at a time.
var libreLimits = limits{texts: 25, size: 2000, longest: 10000, measure: utf8.RuneCountInString}

// LibreTranslate is a [Backend] for a LibreTranslate server, one's own or a
// public one (https://libretranslate.com/docs).
type LibreTranslate struct {
	api *api

	mu        sync.Mutex
	languages []libreLanguage // nil as long as they are not known
}

type libreLanguage struct {
	Code    string
	Targets []string // nil: all; servers before 1.3 don't tell
}

// NewLibreTranslate returns a backend for the server at s.URL.
func NewLibreTranslate(s Service) *LibreTranslate {
	return &LibreTranslate{api: newAPI(s, nil, explainPlainly)}
}

// Name returns "libretranslate".
func (l *LibreTranslate) Name() string { return "libretranslate" }

// Supports is true for all known languages; which pairs the server has is
// asked before the first translation.
func (l *LibreTranslate) Supports(from, to kilas.Lang) bool { return from != "" && to != "" }

// Translate sends the sentences in batches, each sentence a text of its own.
func (l *LibreTranslate) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	source, target, err := l.codes(ctx, from, to)
	if err != nil {
		return nil, err
	}
	return libreLimits.each(sentences, func(batch []string) ([]string, error) {
		question := struct {
			Q      []string `json:"q"`
			Source string   `json:"source"`
			Target string   `json:"target"`
			Format string   `json:"format"`
			Key    string   `json:"api_key,omitempty"`
		}{batch, source, target, "text", l.api.Key}
		var answer struct{ TranslatedText []string }
		err := l.api.postJSON(ctx, "/translate", question, &answer)
		return answer.TranslatedText, err
	})
}

// codes returns the server's codes of a pair of languages. The server is asked
// once for those that it has, and what it lacks is refused; a server that
// doesn't tell is asked for the translation all the same.
func (l *LibreTranslate) codes(ctx context.Context, from, to kilas.Lang) (source, target string, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.languages == nil {
		var list []libreLanguage
		if err := l.api.get(ctx, "/languages", &list); err != nil {
			return libreCodes(from)[0], libreCodes(to)[0], ctx.Err()
		}
		l.languages = list
	}
	var codes, targets []string
	for _, language := range l.languages {
		codes = append(codes, language.Code)
	}
	source = oneOf(codes, libreCodes(from))
	targets = codes
	for _, language := range l.languages {
		if language.Code == source && language.Targets != nil {
			targets = language.Targets
		}
	}
	target = oneOf(targets, libreCodes(to))
	if len(codes) > 0 && (source == "" || target == "") {
		return "", "", fmt.Errorf("%w: the server has no %s to %s", ErrUnsupported, from, to)
	}
	return source, target, nil
}

// oneOf returns the first of some codes that a list has, as the list has it.
func oneOf(list, codes []string) string {
	for _, code := range codes {
		for _, l := range list {
			if strings.EqualFold(l, code) {
				return l
			}
		}
	}
	return ""
}

// libreCodes are the codes that servers have for a language, those of old
// ones last.
func libreCodes(l kilas.Lang) []string {
	switch l {
	case "zh", "zh-hans":
		return []string{"zh-Hans", "zh"}
	case "zh-hant":
		return []string{"zh-Hant", "zt"}
	case "pt":
		return []string{"pt", "pt-BR", "pb"}
	}
	return []string{string(l)}
}
