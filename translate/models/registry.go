package models

import (
	"fmt"
	"strings"
)

// registry is the catalogue of the training pipeline, db/models.json.
type registry struct {
	BaseURL string                       `json:"baseUrl"`
	Models  map[string][]registeredModel `json:"models"`
}

type registeredModel struct {
	Architecture   string                    `json:"architecture"`
	ReleaseStatus  string                    `json:"releaseStatus"`
	SourceLanguage string                    `json:"sourceLanguage"`
	TargetLanguage string                    `json:"targetLanguage"`
	Files          map[string]registeredFile `json:"files"`
}

type registeredFile struct {
	Path string `json:"path"`
	Hash string `json:"uncompressedHash"`
}

// registryParts are the registry's names of the parts, in the order in which
// they are downloaded. It names other files too, which a model can do without.
var registryParts = []struct {
	name string
	part Part
}{
	{"model", PartModel},
	{"lexicalShortlist", PartShortlist},
	{"vocab", PartVocab},
	{"srcVocab", PartSourceVocab},
	{"trgVocab", PartTargetVocab},
}

func (c catalog) registryOffers(r registry) ([]Offer, error) {
	var out []Offer
	for _, list := range r.Models {
		for _, m := range list {
			p, ok := pairOf(m.SourceLanguage, m.TargetLanguage)
			if !ok {
				continue
			}
			o := Offer{
				Pair: p, Name: m.Architecture, Architecture: m.Architecture, Catalog: c.address,
				Released: strings.HasPrefix(m.ReleaseStatus, "Release"),
			}
			parts := make(map[Part]bool)
			for _, rp := range registryParts {
				f, ok := m.Files[rp.name]
				if !ok || f.Path == "" {
					continue
				}
				u, err := c.file(r.BaseURL, f.Path)
				if err != nil {
					return nil, fmt.Errorf("model %s: %w", p, err)
				}
				o.Files = append(o.Files, Remote{Part: rp.part, URL: u, SHA256: strings.ToLower(f.Hash)})
				parts[rp.part] = true
			}
			if complete(parts) == nil {
				out = append(out, o)
			}
		}
	}
	return out, nil
}
