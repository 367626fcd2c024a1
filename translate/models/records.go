package models

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// firefoxAttachments is where Firefox's catalogue has its files, as long as
// its server does not say otherwise.
const firefoxAttachments = "https://firefox-settings-attachments.cdn.mozilla.net/"

// record is a file in Firefox's catalogue, a collection of Remote Settings:
// translations-models, or translations-models-v2, which has other names for
// some fields and packed files.
type record struct {
	FileType         string `json:"fileType"`
	Version          string `json:"version"`
	Variant          string `json:"variant"`
	Architecture     string `json:"architecture"`
	FromLang         string `json:"fromLang"`
	ToLang           string `json:"toLang"`
	SourceLanguage   string `json:"sourceLanguage"`
	TargetLanguage   string `json:"targetLanguage"`
	FilterExpression string `json:"filter_expression"`
	DecompressedHash string `json:"decompressedHash"`
	Attachment       struct {
		Hash     string `json:"hash"`
		Location string `json:"location"`
	} `json:"attachment"`
}

// recordKey is what the records of one model have in common.
type recordKey struct {
	pair                           Pair
	variant, architecture, version string
	filter                         string
}

func (c catalog) recordOffers(ctx context.Context, records []record) ([]Offer, error) {
	base := c.attachments(ctx)
	models := make(map[recordKey]*Offer)
	var order []recordKey
	for _, r := range records {
		p, ok := pairOf(cmp.Or(r.FromLang, r.SourceLanguage), cmp.Or(r.ToLang, r.TargetLanguage))
		if !ok || !Part(r.FileType).known() {
			continue
		}
		k := recordKey{p, r.Variant, r.Architecture, r.Version, r.FilterExpression}
		o := models[k]
		if o == nil {
			o = &Offer{
				Pair: p, Name: describe(r.Architecture, r.Variant, r.Version), Architecture: r.Architecture,
				Released: r.FilterExpression == "", Catalog: c.address, version: parseVersion(r.Version),
			}
			models[k] = o
			order = append(order, k)
		}
		u, err := c.file(base, r.Attachment.Location)
		if err != nil {
			return nil, fmt.Errorf("model %s: %w", p, err)
		}
		o.Files = append(o.Files, Remote{
			Part: Part(r.FileType), URL: u,
			SHA256: strings.ToLower(r.DecompressedHash), PackedSHA256: strings.ToLower(r.Attachment.Hash),
		})
	}
	var out []Offer
	for _, k := range order {
		o := models[k]
		parts := make(map[Part]bool)
		for _, f := range o.Files {
			parts[f.Part] = true
		}
		if complete(parts) == nil && len(parts) == len(o.Files) {
			out = append(out, *o)
		}
	}
	return out, nil
}

// attachments returns the address of the files, which a server of Remote
// Settings tells at its root. "" is the folder of the catalogue.
func (c catalog) attachments(ctx context.Context) string {
	root, _, ok := strings.Cut(c.at.Path, "/v1/buckets/")
	if !ok || c.at.Scheme == "file" {
		return ""
	}
	var server struct {
		Capabilities struct {
			Attachments struct {
				BaseURL string `json:"base_url"`
			} `json:"attachments"`
		} `json:"capabilities"`
	}
	data, err := c.read(ctx, &url.URL{Scheme: c.at.Scheme, Host: c.at.Host, Path: root + "/v1/"})
	if err == nil && json.Unmarshal(data, &server) == nil && server.Capabilities.Attachments.BaseURL != "" {
		return server.Capabilities.Attachments.BaseURL
	}
	return firefoxAttachments
}

// version is a version such as 2.1 or 1.0a2. Letters come before the end.
type version struct {
	numbers []int
	suffix  string
}

func parseVersion(s string) version {
	var v version
	for field := range strings.SplitSeq(s, ".") {
		digits := field
		if i := strings.IndexFunc(field, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
			digits, v.suffix = field[:i], field[i:]
		}
		n, err := strconv.Atoi(digits)
		if err != nil {
			return v
		}
		v.numbers = append(v.numbers, n)
	}
	return v
}

func (v version) compare(w version) int {
	switch {
	case !slices.Equal(v.numbers, w.numbers):
		return slices.Compare(v.numbers, w.numbers)
	case v.suffix == "" || w.suffix == "":
		return cmp.Compare(w.suffix, v.suffix) // the one with a suffix is the older one
	}
	return cmp.Compare(v.suffix, w.suffix)
}
