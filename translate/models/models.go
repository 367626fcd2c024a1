// Package models keeps translation models for package nmt on disk: it reads
// catalogues of models, downloads and checks them, takes those that the user
// has already, and finds them again. Start with [Available], [Store.Add] and
// [Store.List].
//
// A model appears in its store only when it is whole, has the hashes that the
// catalogue states and loads. The package chooses no folder, no catalogue and
// no HTTP client, and runs no model.
package models

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

// Errors that callers may want to tell apart.
var (
	ErrNotInstalled = errors.New("not installed")                                 // by Get, Remove and Verify
	ErrNotOffered   = errors.New("not in the catalogue")                          // by Best
	ErrHash         = errors.New("SHA-256 is not what it must be")                // by Add and Verify
	ErrTooLarge     = errors.New("larger than any model")                         // by Available and Add
	ErrNoModel      = errors.New("no model in the folder")                        // by AddFolder and Find
	ErrUnknownPair  = errors.New("nothing says which languages the model is for") // by AddFolder and Find
	ErrSeveralPairs = errors.New("there are models of several pairs")             // by AddFolder and Find
)

// Limits of what is read. The largest files known have 60 MB.
const (
	maxFileBytes     = 512 << 20 // a file of a model, unpacked or not
	maxCatalogBytes  = 64 << 20
	maxManifestBytes = 64 << 10
)

// Pair is the direction of a model.
type Pair struct{ From, To kilas.Lang }

// String returns the pair as "id-en".
func (p Pair) String() string { return string(p.From) + "-" + string(p.To) }

// pairForm is two languages, each with its script or without.
var pairForm = regexp.MustCompile(`^([a-z]{2,3}(?:-[a-z]{4})?)-([a-z]{2,3}(?:-[a-z]{4})?)$`)

// ParsePair parses a pair such as "id-en", "zh-Hant-en" or "en_id".
func ParsePair(s string) (Pair, bool) {
	m := pairForm.FindStringSubmatch(strings.ReplaceAll(strings.ToLower(s), "_", "-"))
	if m == nil {
		return Pair{}, false
	}
	return pairOf(m[1], m[2])
}

// pairOf is the pair of two tags as others write them.
func pairOf(from, to string) (Pair, bool) {
	source, ok := langs.Parse(from)
	if !ok {
		return Pair{}, false
	}
	target, ok := langs.Parse(to)
	if !ok || source == target {
		return Pair{}, false
	}
	return Pair{source, target}, true
}

// Part is what a file is to its model. The names are those of Mozilla's
// registry.
type Part string

// The parts of a model. It has one vocabulary, or one for each language.
const (
	PartModel       Part = "model"
	PartShortlist   Part = "lex"
	PartVocab       Part = "vocab"
	PartSourceVocab Part = "srcvocab"
	PartTargetVocab Part = "trgvocab"
)

// complete checks that the parts make a model.
func complete(parts map[Part]bool) error {
	switch {
	case !parts[PartModel]:
		return errors.New("the model's own file is missing")
	case parts[PartVocab] && (parts[PartSourceVocab] || parts[PartTargetVocab]):
		return errors.New("there are both one vocabulary and two")
	case !parts[PartVocab] && !(parts[PartSourceVocab] && parts[PartTargetVocab]):
		return errors.New("a vocabulary is missing")
	}
	for p := range parts {
		if !p.known() {
			return fmt.Errorf("unknown part %q", p)
		}
	}
	return nil
}

func (p Part) known() bool {
	switch p {
	case PartModel, PartShortlist, PartVocab, PartSourceVocab, PartTargetVocab:
		return true
	}
	return false
}

// fileName is the name of the part in a store.
func (p Part) fileName() string {
	if p == PartModel || p == PartShortlist {
		return string(p) + ".bin"
	}
	return string(p) + ".spm"
}
