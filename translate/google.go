package translate

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

const googleURL = "https://translation.googleapis.com"

// googleLimits are those of Cloud Translation Basic: 128 texts, 5,000
// characters as recommended and 30,000 at most.
var googleLimits = limits{texts: 128, size: 5000, longest: 30000, measure: utf8.RuneCountInString}

// googleLanguages are those of Google's neural model, in our tags
// (https://cloud.google.com/translate/docs/languages).
var googleLanguages = languageSet(`ab ace ach af ak alz am ar as awa ay az ba ban bbc be bem bew bg bho bik bm bn br bs
	bts btx bua ca ceb cgg chm ckb cnh co crh crs cs cv cy da de din doi dov dv dz ee el en eo es et eu fa ff fi fj fr
	fy ga gaa gd gl gn gom gu ha haw he hi hil hmn hr hrx ht hu hy id ig ilo is it ja jv ka kk km kn ko kri ktu ku ky la
	lb lg li lij lmo ln lo lt ltg luo lus lv mai mak mg mi min mk ml mn mni-mtei mr ms ms-arab mt my nb ne new nl nr nso
	nus ny oc om or pa pa-arab pag pam pap pl ps pt qu rn ro rom ru rw sa scn sd sg shn si sk sl sm sn so sq sr ss st su
	sv sw szl ta te tet tg th ti tk tl tn tr ts tt ug uk ur uz vi xh yi yo yua yue zh zh-hant zu`)

// Google is a [Backend] for Google Cloud Translation Basic, version 2 of its
// API (https://cloud.google.com/translate/docs/reference/rest/v2/translate).
type Google struct{ api *api }

// NewGoogle returns a backend for the service at s.URL, by default Google's.
// The key is sent in a header, so that no address contains it.
func NewGoogle(s Service) *Google {
	if s.URL == "" {
		s.URL = googleURL
	}
	return &Google{newAPI(s, http.Header{"X-Goog-Api-Key": {s.Key}}, explainGoogle)}
}

// Name returns "google".
func (g *Google) Name() string { return "google" }

// Supports reports whether Google has both languages.
func (g *Google) Supports(from, to kilas.Lang) bool {
	return from != to && googleLanguages[from] && googleLanguages[to]
}

// Translate sends the sentences in batches, each sentence a text of its own.
func (g *Google) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	return googleLimits.each(sentences, func(batch []string) ([]string, error) {
		question := struct {
			Q      []string `json:"q"`
			Source string   `json:"source"`
			Target string   `json:"target"`
			Format string   `json:"format"`
		}{batch, googleCode(from), googleCode(to), "text"}
		var answer struct {
			Data struct {
				Translations []struct{ TranslatedText string }
			}
		}
		if err := g.api.postJSON(ctx, "/language/translate/v2", question, &answer); err != nil {
			return nil, err
		}
		texts := make([]string, len(answer.Data.Translations))
		for i, t := range answer.Data.Translations {
			texts[i] = t.TranslatedText
		}
		return texts, nil
	})
}

// googleCode is Google's code of a language where it is not ours.
func googleCode(l kilas.Lang) string {
	switch l {
	case "zh":
		return "zh-CN"
	case "zh-hant":
		return "zh-TW"
	case "nb":
		return "no"
	}
	base, script, ok := strings.Cut(string(l), "-")
	if ok {
		return base + "-" + strings.ToUpper(script[:1]) + script[1:]
	}
	return base
}

// googleReasons are the words that Google has for refusals; the statuses are
// 400, 403 and 429 for any of them.
var googleReasons = map[string]Reason{
	"dailyLimitExceeded":            ReasonQuota,
	"dailyLimitExceededUnreg":       ReasonQuota,
	"quotaExceeded":                 ReasonQuota,
	"userRateLimitExceeded":         ReasonRate,
	"userRateLimitExceededUnreg":    ReasonRate,
	"rateLimitExceeded":             ReasonRate,
	"RATE_LIMIT_EXCEEDED":           ReasonRate,
	"keyInvalid":                    ReasonKey,
	"keyExpired":                    ReasonKey,
	"accessNotConfigured":           ReasonKey,
	"API_KEY_INVALID":               ReasonKey,
	"API_KEY_SERVICE_BLOCKED":       ReasonKey,
	"API_KEY_HTTP_REFERRER_BLOCKED": ReasonKey,
	"API_KEY_IP_ADDRESS_BLOCKED":    ReasonKey,
	"SERVICE_DISABLED":              ReasonKey,
	"uploadTooLarge":                ReasonSize,
}

func explainGoogle(_ int, content []byte) (Reason, string) {
	var said struct {
		Error struct {
			Message string
			Errors  []struct{ Reason string }
			Details []struct{ Reason string }
		}
	}
	if json.Unmarshal(content, &said) != nil {
		return "", ""
	}
	for _, e := range append(said.Error.Errors, said.Error.Details...) {
		if r := googleReasons[e.Reason]; r != "" {
			return r, fmt.Sprintf("%s (%s)", said.Error.Message, e.Reason)
		}
	}
	return "", said.Error.Message
}
