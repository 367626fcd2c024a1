package translate

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"

	"github.com/kilas-news/kilas"
)

// Addresses of DeepL: keys of free accounts end in ":fx".
const (
	deeplPro     = "https://api.deepl.com"
	deeplFree    = "https://api-free.deepl.com"
	deeplFreeKey = ":fx"
)

// statusDeepLQuota is DeepL's own status for a quota that is used up.
const statusDeepLQuota = 456

// deeplLimits keep a request below 50 texts and 128 KiB, which are counted as
// JSON; the rest is for what else the request holds.
var deeplLimits = limits{texts: 50, size: 120 << 10, longest: 120 << 10, measure: jsonBytes}

// deeplLanguages are those that DeepL translates from and into
// (https://developers.deepl.com/docs/getting-started/supported-languages).
var deeplLanguages = languageSet(`ar bg cs da de el en es et fi fr he hu id it ja ko lt lv nb nl pl pt ro ru sk sl sv
	th tr uk vi zh zh-hant
	ace af an as ay az ba be bho bn br bs ca ceb ckb cy eo eu fa ga gl gn gom gu ha hi hr ht hy ig is jv ka kk kmr kn ky
	la lb lmo ln mai mg mi mk ml mn mr ms mt my ne oc om pa pag pam prs ps qu sa scn sq sr st su sw ta te tg tk tl tn ts
	tt ur uz wo xh yi yue zu`)

// DeepL is a [Backend] for DeepL (https://developers.deepl.com/docs, version 2
// of its API). It keeps to glossaries.
type DeepL struct {
	api      *api
	variants map[kilas.Lang]string

	mu         sync.Mutex
	glossaries map[string]string // identifiers at DeepL by the name that kilas gave them
}

// NewDeepL returns a backend for DeepL. Without a URL it is the one that the
// key is for. Variants are the ones of English, Portuguese and Spanish to
// translate into, such as "en-GB"; by default en-US, pt-BR and es.
func NewDeepL(s Service, variants ...string) (*DeepL, error) {
	if s.URL == "" {
		s.URL = deeplPro
		if strings.HasSuffix(s.Key, deeplFreeKey) {
			s.URL = deeplFree
		}
	}
	d := &DeepL{
		api:        newAPI(s, http.Header{"Authorization": {"DeepL-Auth-Key " + s.Key}}, explainDeepL),
		variants:   map[kilas.Lang]string{"en": "EN-US", "pt": "PT-BR", "zh": "ZH-HANS"},
		glossaries: make(map[string]string),
	}
	for _, v := range variants {
		v = strings.ToUpper(v)
		switch v {
		case "EN-GB", "EN-US", "PT-PT", "PT-BR", "ES", "ES-419":
			base, _, _ := strings.Cut(v, "-")
			d.variants[kilas.Lang(strings.ToLower(base))] = v
		default:
			return nil, fmt.Errorf("deepl has no variant %q: they are en-GB, en-US, pt-PT, pt-BR, es and es-419", v)
		}
	}
	return d, nil
}

// Name returns "deepl".
func (d *DeepL) Name() string { return "deepl" }

// Supports reports whether DeepL has both languages.
func (d *DeepL) Supports(from, to kilas.Lang) bool {
	return from != to && deeplLanguages[from] && deeplLanguages[to]
}

// Translate sends the sentences in batches, each sentence a text of its own.
func (d *DeepL) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	return d.translate(ctx, from, to, sentences, "")
}

func (d *DeepL) translate(ctx context.Context, from, to kilas.Lang, sentences []string, glossaryID string) ([]string, error) {
	return deeplLimits.each(sentences, func(batch []string) ([]string, error) {
		question := struct {
			Text       []string `json:"text"`
			Source     string   `json:"source_lang"`
			Target     string   `json:"target_lang"`
			Split      string   `json:"split_sentences"` // none: a text is a sentence
			Preserve   bool     `json:"preserve_formatting"`
			GlossaryID string   `json:"glossary_id,omitempty"`
		}{batch, deeplSource(from), d.target(to), "0", true, glossaryID}
		var answer struct{ Translations []struct{ Text string } }
		if err := d.api.postJSON(ctx, "/v2/translate", question, &answer); err != nil {
			return nil, err
		}
		texts := make([]string, len(answer.Translations))
		for i, t := range answer.Translations {
			texts[i] = t.Text
		}
		return texts, nil
	})
}

// deeplSource is DeepL's code of a language to translate from, where variants
// don't matter.
func deeplSource(l kilas.Lang) string {
	base, _, _ := strings.Cut(string(l), "-")
	return strings.ToUpper(base)
}

func (d *DeepL) target(l kilas.Lang) string {
	if v := d.variants[l]; v != "" {
		return v
	}
	return strings.ToUpper(string(l))
}

func explainDeepL(code int, content []byte) (Reason, string) {
	_, message := explainPlainly(code, content)
	if code == statusDeepLQuota {
		return ReasonQuota, message
	}
	return "", message
}

// jsonBytes is the size of a text in a JSON list.
func jsonBytes(s string) int {
	data, err := json.Marshal(s)
	if err != nil { // never for a string
		return len(s)
	}
	return len(data) + 1
}

// languageSet reads a table of tags.
func languageSet(table string) map[kilas.Lang]bool {
	set := make(map[kilas.Lang]bool)
	for _, tag := range strings.Fields(table) {
		set[kilas.Lang(tag)] = true
	}
	return set
}
