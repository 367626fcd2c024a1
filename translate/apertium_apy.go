package translate

import (
	"context"
	"net/url"
	"strings"

	"golang.org/x/text/language"

	"github.com/kilas-news/kilas"
)

// ApertiumAPY is a [Backend] for Apertium's HTTP service, apertium-apy
// (https://wiki.apertium.org/wiki/Apertium-apy).
type ApertiumAPY struct{ service Service }

// NewApertiumAPY returns a backend for the service at s.URL.
func NewApertiumAPY(s Service) *ApertiumAPY { return &ApertiumAPY{service: s} }

// Name returns "apertium-apy".
func (a *ApertiumAPY) Name() string { return "apertium-apy" }

// Supports is true for languages with a three-letter code; the service knows
// which pairs it has.
func (a *ApertiumAPY) Supports(from, to kilas.Lang) bool {
	return apertiumCode(from) != "" && apertiumCode(to) != ""
}

// Translate asks for each sentence by itself, since Apertium carries words
// from one line into the next.
func (a *ApertiumAPY) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	out := make([]string, len(sentences))
	for i, s := range sentences {
		line := oneLine(s)
		if line == "" {
			continue
		}
		form := url.Values{"langpair": {apertiumCode(from) + "|" + apertiumCode(to)}, "q": {line}, "markUnknown": {"no"}, "format": {"txt"}}
		var answer struct {
			ResponseData struct{ TranslatedText string }
		}
		if err := a.service.post(ctx, "/translate", "application/x-www-form-urlencoded", []byte(form.Encode()), &answer); err != nil {
			return nil, err
		}
		out[i] = oneLine(answer.ResponseData.TranslatedText)
	}
	return out, nil
}

// apertiumCode is the ISO 639-3 code that names a language in Apertium's
// pairs; for macrolanguages it is that of their standard variety.
func apertiumCode(l kilas.Lang) string {
	switch l {
	case "ms":
		return "zlm"
	case "no":
		return "nob"
	}
	primary, _, _ := strings.Cut(string(l), "-")
	base, err := language.ParseBase(primary)
	if err != nil || l == "" {
		return ""
	}
	return base.ISO3()
}
