package translate

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/kilas-news/kilas"
)

func langOf(tag string) kilas.Lang { return kilas.Lang(tag) }

// deepl speaks as DeepL does, in capitals. It keeps glossaries and translates
// by them.
type deepl struct {
	t        *testing.T
	refusal  http.HandlerFunc // of glossaries; nil takes them
	mu       sync.Mutex
	kept     map[string]string // entries by identifier
	names    map[string]string
	made     int
	received []string
}

func newDeepLServer(t *testing.T) *deepl {
	return &deepl{t: t, kept: make(map[string]string), names: make(map[string]string)}
}

func (d *deepl) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.received = append(d.received, r.Method+" "+r.URL.Path)
	if r.Header.Get("Authorization") != "DeepL-Auth-Key top-secret" {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	id, isGlossary := strings.CutPrefix(r.URL.Path, "/v2/glossaries/")
	switch {
	case r.URL.Path == "/v2/translate":
		d.translate(w, r)
	case isGlossary && r.Method == http.MethodDelete:
		delete(d.kept, id)
		w.WriteHeader(http.StatusNoContent)
	case r.Method == http.MethodGet:
		var list []map[string]any
		for id := range d.kept {
			list = append(list, map[string]any{"glossary_id": id, "name": d.names[id], "ready": true, "source_lang": "id", "target_lang": "en", "entry_count": 1})
		}
		answerJSON(d.t, w, map[string]any{"glossaries": list})
	case d.refusal != nil:
		d.refusal(w, r)
	default:
		var ask struct {
			Name, Entries string
			Source        string `json:"source_lang"`
			Target        string `json:"target_lang"`
			Format        string `json:"entries_format"`
		}
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil || ask.Source != "id" || ask.Target != "en" || ask.Format != "tsv" {
			d.t.Errorf("glossary %+v, %v", ask, err)
		}
		d.made++
		id := fmt.Sprintf("glossary-%d", d.made)
		d.kept[id], d.names[id] = ask.Entries, ask.Name
		w.WriteHeader(http.StatusCreated)
		answerJSON(d.t, w, map[string]any{"glossary_id": id, "name": ask.Name, "ready": true, "entry_count": 1})
	}
}

func (d *deepl) translate(w http.ResponseWriter, r *http.Request) {
	var ask struct {
		Text     []string
		Source   string `json:"source_lang"`
		Target   string `json:"target_lang"`
		Split    string `json:"split_sentences"`
		Glossary string `json:"glossary_id"`
	}
	if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
		d.t.Error(err)
	}
	if len(ask.Text) > 50 || r.ContentLength > 128<<10 || ask.Split != "0" {
		d.t.Errorf("%d texts in %d bytes, split %q", len(ask.Text), r.ContentLength, ask.Split)
	}
	terms, ok := d.kept[ask.Glossary]
	if ask.Glossary != "" && !ok {
		refuse(404, `{"message":"Glossary not found"}`)(w, r)
		return
	}
	var list []map[string]string
	for _, text := range ask.Text {
		for line := range strings.Lines(terms) {
			term, by, _ := strings.Cut(strings.TrimSpace(line), "\t")
			text = strings.ReplaceAll(text, term, by)
		}
		list = append(list, map[string]string{"detected_source_language": ask.Source, "text": strings.ToUpper(text) + " " + ask.Target})
	}
	answerJSON(d.t, w, map[string]any{"translations": list})
}

func TestDeepL(t *testing.T) {
	t.Parallel()
	s, requests := scriptedServer(t, "top-secret", newDeepLServer(t).ServeHTTP, refuse(429, `{"message":"Too many requests"}`, "1"), refuse(529, ""))
	b, err := NewDeepL(s, "en-gb")
	if err != nil {
		t.Fatal(err)
	}
	in := append(slices.Repeat([]string{"hujan"}, 60), strings.Repeat("<", 15000), strings.Repeat("\"", 60000), strings.Repeat("é", 70000))
	got, err := b.Translate(t.Context(), "id", "en", in)
	if err != nil || got[0] != "HUJAN EN-GB" || got[59] != "HUJAN EN-GB" || !strings.HasSuffix(got[61], "EN-GB") {
		t.Errorf("Translate = %.300q, %v", got, err)
	}
	if got[62] != "" {
		t.Error("a text of 140,000 bytes was sent")
	}
	if n := requests.Load(); n != 6 { // two refused, 50, 10 with the first long one, and the second
		t.Logf("%d requests", n)
	}
	for pair, want := range map[[2]kilas.Lang]bool{{"id", "en"}: true, {"zh", "zh-hant"}: true, {"id", "xx"}: false, {"", "en"}: false} {
		if got := b.Supports(pair[0], pair[1]); got != want {
			t.Errorf("Supports%q = %v", pair, got)
		}
	}
}

func TestDeepLHostsAndVariants(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{"abc:fx": "https://api-free.deepl.com", "abc": "https://api.deepl.com"} {
		b, err := NewDeepL(Service{Key: key})
		if err != nil || b.api.URL != want {
			t.Errorf("NewDeepL(%q) is at %v, %v, want %s", key, b, err, want)
		}
	}
	b, err := NewDeepL(Service{}, "pt-PT")
	if err != nil {
		t.Fatal(err)
	}
	for l, want := range map[kilas.Lang]string{"en": "EN-US", "pt": "PT-PT", "zh": "ZH-HANS", "zh-hant": "ZH-HANT", "id": "ID"} {
		if got := b.target(l); got != want {
			t.Errorf("target(%s) = %s, want %s", l, got, want)
		}
	}
	if got := deeplSource("zh-hant"); got != "ZH" {
		t.Errorf("source of zh-hant is %s", got)
	}
	if _, err := NewDeepL(Service{}, "en-au"); err == nil {
		t.Error("a variant that DeepL doesn't have is taken")
	}
}

func TestDeepLRefusals(t *testing.T) {
	t.Parallel()
	testRefusals(t, []refusalCase{
		{"quota", 456, `{"message":"Quota Exceeded"}`, ReasonQuota, "status 456 (quota used up): Quota Exceeded", 1},
		{"bad key", 403, `{"message":"Authorization failed"}`, ReasonKey, "status 403 (key refused or missing)", 1},
		{"wrong host", 403, `{"message":"Wrong endpoint. Use https://api-free.deepl.com"}`, ReasonKey, "Use https://api-free.deepl.com", 1},
		{"echoed key", 403, `{"message":"Key top-secret is not known"}`, ReasonKey, "Key *** is not known", 1},
		{"bad value", 400, `{"message":"Value for 'target_lang' not supported."}`, "", "status 400: Value for", 2},
		{"too large", 413, `{"message":"Request Entity Too Large"}`, ReasonSize, "request too large", 2},
		{"too many", 429, `{"message":"Too many requests"}`, ReasonRate, "too many requests", 2 * maxTries},
	}, func(s Service) Backend {
		b, err := NewDeepL(s)
		if err != nil {
			t.Error(err)
		}
		return b
	})
}

func TestDeepLGlossary(t *testing.T) {
	t.Parallel()
	server := newDeepLServer(t)
	s, _ := scriptedServer(t, "top-secret", server.ServeHTTP)
	use := func(terms, want string) {
		t.Helper()
		b, err := NewDeepL(s)
		if err != nil {
			t.Fatal(err)
		}
		var all Glossaries
		all.Add(glossary(t, "id", "en", terms))
		for range 2 {
			got, err := Sentences(t.Context(), []Backend{WithGlossaries(b, &all)}, "id", "en", []string{"kata bupati", "hujan"})
			if err != nil || show(got) != want {
				t.Errorf("Sentences = %s%v, want %s", show(got), err, want)
			}
		}
	}
	use("bupati\tregent", "KATA REGENT EN-US <deepl> \nHUJAN EN-US <deepl> \n")
	use("bupati\tregent", "KATA REGENT EN-US <deepl> \nHUJAN EN-US <deepl> \n")
	if server.made != 1 {
		t.Errorf("%d glossaries made for the same terms, want 1", server.made)
	}
	use("bupati\tchief", "KATA CHIEF EN-US <deepl> \nHUJAN EN-US <deepl> \n")
	if server.made != 2 || len(server.kept) != 1 {
		t.Errorf("%d glossaries made and %d kept, want 2 and the new one", server.made, len(server.kept))
	}
	// No term in the text, no glossary at DeepL.
	before := len(server.received)
	use("presiden\tpresident", "KATA BUPATI EN-US <deepl> \nHUJAN EN-US <deepl> \n")
	if got := server.received[before:]; slices.ContainsFunc(got, func(s string) bool { return strings.Contains(s, "glossaries") }) {
		t.Errorf("requests %q, want none for glossaries", got)
	}
}

// A glossary that is deleted while it is in use is made again; where DeepL
// takes none, for the pair or for the account, there is a mark instead.
func TestDeepLGlossaryTroubles(t *testing.T) {
	t.Parallel()
	server := newDeepLServer(t)
	s, _ := scriptedServer(t, "top-secret", server.ServeHTTP)
	var all Glossaries
	all.Add(glossary(t, "id", "en", "bupati\tregent"))
	b, err := NewDeepL(s)
	if err != nil {
		t.Fatal(err)
	}
	try := func(b *DeepL, want string) {
		t.Helper()
		got, err := Sentences(t.Context(), []Backend{WithGlossaries(b, &all)}, "id", "en", []string{"kata bupati"})
		if err != nil || show(got) != want {
			t.Errorf("Sentences = %s%v, want %s", show(got), err, want)
		}
	}
	try(b, "KATA REGENT EN-US <deepl> \n")
	server.mu.Lock()
	clear(server.kept)
	server.mu.Unlock()
	try(b, "KATA REGENT EN-US <deepl> \n")
	for _, refusal := range []http.HandlerFunc{
		refuse(400, `{"message":"Bad request","detail":"Unsupported glossary source or target language"}`),
		refuse(456, `{"message":"Quota exceeded","detail":"Maximum number of glossaries reached"}`),
		refuse(403, `{"message":"Forbidden"}`),
	} {
		server.mu.Lock()
		clear(server.kept)
		server.refusal = refusal
		server.mu.Unlock()
		b, err := NewDeepL(s)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			try(b, "KATA BUPATI EN-US <deepl> glossary\n")
		}
	}
}
