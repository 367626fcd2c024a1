package models

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Found is a model that lies in a folder.
type Found struct {
	Pair    Pair
	sources []source
}

// localFile is a name that a file of a model has in Firefox
// (model.iden.intgemm.alphas.bin), in Bergamot (model.intgemm.alphas.bin,
// lex.s2t.bin, vocab.iden.spm) or in a store of this package; and these names
// with the ending of a packed file.
var localFile = regexp.MustCompile(
	`^(model|lex|vocab|srcvocab|trgvocab)(?:\.50\.50)?(?:\.([a-z]{4,6}))??(?:\.(?:intgemm(?:\.alphas|8)?\.bin|s2t\.bin|bin|spm))(?:\.gz|\.zst)?$`)

// Find looks for a model in a folder: by the configuration that
// translateLocally and Bergamot put beside their models, else by the names of
// the files. The zero pair is the one that is found; when a folder has files
// of several pairs, the pair says which. It returns [ErrNoModel] when there is
// none.
func Find(folder string, p Pair) (Found, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return Found{}, err
	}
	sources, err := configured(folder, entries)
	if err != nil {
		return Found{}, fmt.Errorf("%s: %w", folder, err)
	}
	if sources == nil {
		if sources, err = named(folder, entries, p); err != nil {
			return Found{}, fmt.Errorf("%s: %w", folder, err)
		}
	}
	parts := make(map[Part]bool)
	for _, s := range sources {
		if parts[s.part] {
			return Found{}, fmt.Errorf("%s: there are several files that may be the model's %s", folder, s.part)
		}
		parts[s.part] = true
	}
	if len(parts) == 0 {
		return Found{}, fmt.Errorf("%s: %w", folder, ErrNoModel)
	}
	if err := complete(parts); err != nil {
		return Found{}, fmt.Errorf("%s: %w: %w", folder, ErrNoModel, err)
	}
	if p == (Pair{}) {
		var ok bool
		if p, ok = pairOfFolder(folder, sources); !ok {
			return Found{}, fmt.Errorf("%s: %w", folder, ErrUnknownPair)
		}
	}
	return Found{p, sources}, nil
}

// configured returns the files that a configuration names, nil when there is
// none. Of several, those of models with alphas go first, which are the ones
// that are faster here.
func configured(folder string, entries []os.DirEntry) ([]source, error) {
	var names []string
	for _, e := range entries {
		if n := e.Name(); strings.HasPrefix(n, "config.") && strings.HasSuffix(n, ".yml") {
			names = append(names, n)
		}
	}
	slices.SortStableFunc(names, func(a, b string) int {
		return cmp.Compare(strings.Count(b, "alpha"), strings.Count(a, "alpha"))
	})
	for _, n := range names {
		data, err := readLimited(filepath.Join(folder, n), maxManifestBytes)
		if err != nil {
			return nil, err
		}
		var c struct {
			Models    []string `yaml:"models"`
			Vocabs    []string `yaml:"vocabs"`
			Shortlist []any    `yaml:"shortlist"`
		}
		if err := yaml.Unmarshal(data, &c); err != nil {
			return nil, fmt.Errorf("%s: %w", n, err)
		}
		if len(c.Models) != 1 || len(c.Vocabs) != 2 || !strings.HasSuffix(c.Models[0], ".bin") {
			continue // not of a model that the engine runs
		}
		files := map[Part]string{PartModel: c.Models[0], PartVocab: c.Vocabs[0]}
		if c.Vocabs[0] != c.Vocabs[1] {
			files = map[Part]string{PartModel: c.Models[0], PartSourceVocab: c.Vocabs[0], PartTargetVocab: c.Vocabs[1]}
		}
		if len(c.Shortlist) > 0 {
			if s, ok := c.Shortlist[0].(string); ok && strings.HasSuffix(s, ".bin") {
				files[PartShortlist] = s
			}
		}
		return sourcesOf(folder, n, files)
	}
	return nil, nil
}

func sourcesOf(folder, config string, files map[Part]string) ([]source, error) {
	var out []source
	for _, part := range []Part{PartModel, PartShortlist, PartVocab, PartSourceVocab, PartTargetVocab} {
		name, ok := files[part]
		if !ok {
			continue
		}
		if !filepath.IsLocal(name) {
			return nil, fmt.Errorf("%s names %q, which is not in the folder", config, name)
		}
		out = append(out, source{part: part, path: filepath.Join(folder, name)})
	}
	return out, nil
}

// named returns the files whose names are those of a model's files.
func named(folder string, entries []os.DirEntry, p Pair) ([]source, error) {
	var out []source
	pairs := make(map[string]bool)
	for _, e := range entries {
		m := localFile.FindStringSubmatch(e.Name())
		if m == nil || e.IsDir() {
			continue
		}
		part, letters := Part(m[1]), m[2]
		if letters != "" && p != (Pair{}) && letters != joined(p) {
			continue
		}
		if letters != "" {
			pairs[letters] = true
		}
		out = append(out, source{part: part, path: filepath.Join(folder, e.Name())})
	}
	if len(pairs) > 1 {
		return nil, ErrSeveralPairs
	}
	return out, nil
}

// joined is the pair as file names have it: iden.
func joined(p Pair) string { return strings.ReplaceAll(string(p.From)+string(p.To), "-", "") }

// folderPair finds a pair at the beginning of a folder's name: "id-en",
// "de-en-tiny" or "deen.student.base".
var folderPair = regexp.MustCompile(`^(?:([a-z]{2,3})[-_]([a-z]{2,3})(?:[-._].*)?|([a-z]{2})([a-z]{2})\.student.*)$`)

// pairOfFolder tells the pair by the names of the files, else of the folder.
func pairOfFolder(folder string, sources []source) (Pair, bool) {
	for _, s := range sources {
		m := localFile.FindStringSubmatch(filepath.Base(s.path))
		if m == nil || len(m[2]) != 4 {
			continue
		}
		if p, ok := pairOf(m[2][:2], m[2][2:]); ok {
			return p, true
		}
	}
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return Pair{}, false
	}
	m := folderPair.FindStringSubmatch(strings.ToLower(filepath.Base(absolute)))
	if m == nil {
		return Pair{}, false
	}
	return pairOf(m[1]+m[3], m[2]+m[4])
}
