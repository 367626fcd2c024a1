package translate

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf16"

	"github.com/kilas-news/kilas"
)

const azureURL = "https://api.cognitive.microsofttranslator.com"

// azureLimits are those of one request: 1,000 texts and 50,000 characters,
// which Azure counts as UTF-16.
var azureLimits = limits{texts: 1000, size: 50000, longest: 50000, measure: utf16Len}

// azureLanguages are those of Azure's translator, in our tags
// (https://learn.microsoft.com/azure/ai-services/translator/language-support).
var azureLanguages = languageSet(`af am ar as az ba bg bho bn bo brx bs ca cs cy da de doi dsb dv el en es et eu fa fi fj
	fo fr ga gl gom gu ha he hi hr hsb ht hu hy id ig ikt is it iu ja ka kk km kmr kn ko ks ku ky ln lo lt lug lg lv lzh
	mai mg mi mk ml mn mni mr ms mt mww my nb ne nl nso ny nya or otq pa pl prs ps pt ro ru run rn rw sd si sk sl sm sn so sq
	sr sr-latn st sv sw ta te th ti tk tl tn to tr tt ty ug uk ur uz vi xh yo yua yue zh zh-hant zu`)

// Azure is a [Backend] for Azure's translator, version 3 of its API
// (https://learn.microsoft.com/azure/ai-services/translator/text-translation/reference/v3/translate).
type Azure struct{ api *api }

// NewAzure returns a backend for the service at s.URL, by default the global
// one. Region is that of the key, "" for a key of the global resource.
func NewAzure(s Service, region string) *Azure {
	if s.URL == "" {
		s.URL = azureURL
	}
	header := http.Header{"Ocp-Apim-Subscription-Key": {s.Key}}
	if region != "" {
		header.Set("Ocp-Apim-Subscription-Region", region)
	}
	return &Azure{newAPI(s, header, explainAzure)}
}

// Name returns "azure".
func (a *Azure) Name() string { return "azure" }

// Supports reports whether Azure has both languages.
func (a *Azure) Supports(from, to kilas.Lang) bool {
	return from != to && azureLanguages[from] && azureLanguages[to]
}

// Translate sends the sentences in batches, each sentence a text of its own.
func (a *Azure) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	query := url.Values{"api-version": {"3.0"}, "from": {azureCode(from)}, "to": {azureCode(to)}, "textType": {"plain"}}
	return azureLimits.each(sentences, func(batch []string) ([]string, error) {
		type text struct{ Text string }
		question := make([]text, len(batch))
		for i, s := range batch {
			question[i].Text = s
		}
		var answer []struct{ Translations []text }
		if err := a.api.postJSON(ctx, "/translate?"+query.Encode(), question, &answer); err != nil {
			return nil, err
		}
		texts := make([]string, len(answer))
		for i, t := range answer {
			if len(t.Translations) > 0 {
				texts[i] = t.Translations[0].Text
			}
		}
		return texts, nil
	})
}

// azureCode is Azure's code of a language where it is not ours.
func azureCode(l kilas.Lang) string {
	switch l {
	case "zh":
		return "zh-Hans"
	case "tl":
		return "fil"
	case "sr":
		return "sr-Cyrl"
	case "mn":
		return "mn-Cyrl"
	case "lg":
		return "lug"
	case "rn":
		return "run"
	case "ny":
		return "nya"
	}
	base, script, ok := strings.Cut(string(l), "-")
	if ok {
		return base + "-" + strings.ToUpper(script[:1]) + script[1:]
	}
	return base
}

// azureReasons are the first digits of Azure's codes, which go beyond the
// statuses. 403001 is a free quota that is used up.
var azureReasons = []struct {
	code   string
	reason Reason
}{
	{"403001", ReasonQuota}, {"403", ReasonKey}, {"401", ReasonKey}, {"429", ReasonRate}, {"400077", ReasonSize}, {"400050", ReasonSize},
}

func explainAzure(_ int, content []byte) (Reason, string) {
	var said struct {
		Error struct {
			Code    any // a number, or its digits when the gateway refuses
			Message string
		}
	}
	decoder := json.NewDecoder(strings.NewReader(string(content)))
	decoder.UseNumber()
	if decoder.Decode(&said) != nil {
		return "", ""
	}
	code := ""
	switch c := said.Error.Code.(type) {
	case json.Number:
		code = c.String()
	case string:
		code = c
	}
	message := said.Error.Message
	if code != "" {
		message = code + ": " + message
	}
	for _, r := range azureReasons {
		if strings.HasPrefix(code, r.code) {
			return r.reason, message
		}
	}
	return "", message
}

func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n
}
