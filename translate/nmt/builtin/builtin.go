// Package builtin holds the translation models that are part of the program:
// one small model for each direction of Indonesian and English, of gist
// quality. MODEL.md says what they were trained on and how well they do. They
// come without lexical shortlists: sentences are few, and translations better.
package builtin

import (
	"embed"
	"fmt"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/translate/nmt"
)

//go:embed *.bin *.spm
var files embed.FS

// Pair is the direction of a model.
type Pair struct{ From, To kilas.Lang }

// Pairs returns the directions that have a model.
func Pairs() []Pair { return []Pair{{"id", "en"}, {"en", "id"}} }

// Files returns the files of the direction's model.
func (p Pair) Files() (nmt.Files, error) {
	name := string(p.From) + string(p.To)
	var out nmt.Files
	for _, f := range []struct {
		name string
		data *[]byte
	}{
		{"model." + name + ".intgemm.alphas.bin", &out.Model},
		{"vocab.spm", &out.SourceVocab},
	} {
		data, err := files.ReadFile(f.name)
		if err != nil {
			return nmt.Files{}, fmt.Errorf("built-in model %s-%s: %w", p.From, p.To, err)
		}
		*f.data = data
	}
	return out, nil
}
