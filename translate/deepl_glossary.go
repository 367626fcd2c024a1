package translate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
)

// TranslateTerms translates with a glossary that is kept at DeepL
// (https://developers.deepl.com/api-reference/glossaries): it is uploaded when
// there is none with its terms, and takes the place of the one that kilas
// uploaded for the pair before. Where DeepL takes no glossary for the pair,
// the sentences are translated without it.
func (d *DeepL) TranslateTerms(ctx context.Context, g *Glossary, sentences []string) ([]string, error) {
	id, err := d.glossaryID(ctx, g)
	if err != nil && !refusedGlossary(err) {
		return nil, err
	}
	texts, err := d.translate(ctx, g.From, g.To, sentences, id)
	var refusal *StatusError
	if id == "" || !errors.As(err, &refusal) || refusal.Code != http.StatusNotFound {
		return texts, err
	}
	// Deleted by someone else since.
	d.forget(g)
	if id, err = d.glossaryID(ctx, g); err != nil && !refusedGlossary(err) {
		return nil, err
	}
	return d.translate(ctx, g.From, g.To, sentences, id)
}

// refusedGlossary reports whether DeepL can't do with the glossary, but may
// well translate: it has none for the pair, or the account has no room for one.
func refusedGlossary(err error) bool {
	var refusal *StatusError
	return errors.As(err, &refusal) && refusal.Code >= 400 && refusal.Code < 500 && refusal.Reason != ReasonRate
}

// glossaryID returns DeepL's identifier of a glossary, "" when it takes none.
func (d *DeepL) glossaryID(ctx context.Context, g *Glossary) (string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	prefix := fmt.Sprintf("kilas %s-%s ", g.From, g.To)
	name := prefix + g.Fingerprint()
	if id, ok := d.glossaries[name]; ok {
		return id, nil
	}
	var list struct {
		Glossaries []struct {
			ID    string `json:"glossary_id"`
			Name  string
			Ready bool
		}
	}
	if err := d.api.do(ctx, request{method: http.MethodGet, path: "/v2/glossaries", aside: true}, &list); err != nil {
		return "", err
	}
	var old []string
	for _, have := range list.Glossaries {
		switch {
		case have.Name == name && have.Ready:
			d.glossaries[name] = have.ID
			return have.ID, nil
		case strings.HasPrefix(have.Name, prefix):
			old = append(old, have.ID)
		}
	}
	for _, id := range old {
		// At worst it stays; accounts have room for many.
		_ = d.api.do(ctx, request{method: http.MethodDelete, path: "/v2/glossaries/" + id, aside: true}, nil)
	}
	body, err := json.Marshal(struct {
		Name    string `json:"name"`
		Source  string `json:"source_lang"`
		Target  string `json:"target_lang"`
		Entries string `json:"entries"`
		Format  string `json:"entries_format"`
	}{name, strings.ToLower(deeplSource(g.From)), strings.ToLower(deeplSource(g.To)), g.tsv(), "tsv"})
	if err != nil {
		return "", err
	}
	var made struct {
		ID string `json:"glossary_id"`
	}
	err = d.api.do(ctx, request{method: http.MethodPost, path: "/v2/glossaries", contentType: "application/json", body: body, aside: true}, &made)
	if err == nil || refusedGlossary(err) {
		d.glossaries[name] = made.ID
	}
	return made.ID, err
}

func (d *DeepL) forget(g *Glossary) {
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.glossaries, fmt.Sprintf("kilas %s-%s %s", g.From, g.To, g.Fingerprint()))
}

// tsv writes terms and translations as DeepL takes them.
func (g *Glossary) tsv() string {
	var b strings.Builder
	for _, t := range g.Terms {
		fmt.Fprintf(&b, "%s\t%s\n", t.Source, t.Target)
	}
	return b.String()
}
