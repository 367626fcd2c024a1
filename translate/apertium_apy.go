package translate

import (
	"context"
	"fmt"
	"net/url"
	"sync"

	"github.com/kilas-news/kilas"
)

// ApertiumAPY is a [Backend] for Apertium's HTTP service, apertium-apy
// (https://wiki.apertium.org/wiki/Apertium-apy).
type ApertiumAPY struct {
	api *api

	mu    sync.Mutex
	modes modes // nil as long as they are not known
}

// NewApertiumAPY returns a backend for the service at s.URL.
func NewApertiumAPY(s Service) *ApertiumAPY {
	return &ApertiumAPY{api: newAPI(s, nil, explainPlainly)}
}

// Name returns "apertium-apy".
func (a *ApertiumAPY) Name() string { return "apertium-apy" }

// Supports is true for languages with a three-letter code; which pairs the
// service has is asked before the first translation.
func (a *ApertiumAPY) Supports(from, to kilas.Lang) bool {
	return len(apertiumCodes(from)) > 0 && len(apertiumCodes(to)) > 0
}

// Translate asks for each sentence by itself, since Apertium carries words
// from one line into the next. When the service fails, what was translated
// before comes with the error.
func (a *ApertiumAPY) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	pair, err := a.pair(ctx, from, to)
	if err != nil {
		return nil, err
	}
	out := make([]string, len(sentences))
	for i, s := range sentences {
		line := oneLine(s)
		if line == "" {
			continue
		}
		form := url.Values{"langpair": {pair}, "q": {line}, "markUnknown": {"no"}, "format": {"txt"}}
		var answer struct {
			ResponseData struct{ TranslatedText string }
		}
		if err := a.api.post(ctx, "/translate", "application/x-www-form-urlencoded", []byte(form.Encode()), &answer); err != nil {
			return out, err
		}
		out[i] = oneLine(answer.ResponseData.TranslatedText)
	}
	return out, nil
}

// pair returns the service's name of a pair, such as "eng|spa". The service is
// asked once for its pairs, and one that it lacks is refused; a service that
// doesn't tell is asked for the translation all the same.
func (a *ApertiumAPY) pair(ctx context.Context, from, to kilas.Lang) (string, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.modes == nil {
		var list struct {
			ResponseData []struct{ SourceLanguage, TargetLanguage string }
		}
		if err := a.api.get(ctx, "/listPairs", &list); err != nil {
			return apertiumCodes(from)[0] + "|" + apertiumCodes(to)[0], ctx.Err()
		}
		a.modes = modes{}
		for _, p := range list.ResponseData {
			a.modes = append(a.modes, [2]string{p.SourceLanguage, p.TargetLanguage})
		}
	}
	mode, ok := a.modes.find(from, to)
	if !ok {
		return "", fmt.Errorf("%w: the service has no %s to %s", ErrUnsupported, from, to)
	}
	return mode[0] + "|" + mode[1], nil
}
