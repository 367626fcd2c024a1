package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"

	"github.com/kilas-news/kilas/translate"
	"github.com/kilas-news/kilas/translate/models"
)

// glossaryDir is the folder of the glossaries that are always used.
func glossaryDir() string { return filepath.Join(xdg.ConfigHome, "kilas", "glossary") }

// glossaryFile is a glossary that is to be used.
type glossaryFile struct {
	pair models.Pair
	path string
}

// glossaryFiles lists the glossaries: those of the folder, and then those that
// were named, whose terms go before.
func (s settings) glossaryFiles() ([]glossaryFile, error) {
	var out []glossaryFile
	entries, err := os.ReadDir(glossaryDir())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	for _, e := range entries {
		if name := e.Name(); filepath.Ext(name) == ".tsv" && !strings.HasPrefix(name, ".") {
			pair, ok := glossaryPair(name)
			if !ok {
				return nil, usagef("name it for its languages, for example id-en.tsv", "glossary %s: its name is no pair of languages", filepath.Join(glossaryDir(), name))
			}
			out = append(out, glossaryFile{pair, filepath.Join(glossaryDir(), name)})
		}
	}
	for _, named := range s.glossaries {
		first, path, ok := strings.Cut(named, "=")
		pair, isPair := models.ParsePair(first)
		if !ok || !isPair {
			path = named
			if pair, isPair = glossaryPair(filepath.Base(path)); !isPair {
				return nil, usagef("name the file id-en.tsv, or say --glossary id-en="+named, "glossary %s: which languages is it for?", named)
			}
		}
		out = append(out, glossaryFile{pair, homeGlossary(path)})
	}
	return out, nil
}

// glossaryPair is the pair in a file's name: "id-en.tsv", "sport.id-en.tsv".
func glossaryPair(name string) (models.Pair, bool) {
	name = strings.TrimSuffix(name, filepath.Ext(name))
	return models.ParsePair(name[strings.LastIndexByte(name, '.')+1:])
}

// homeGlossary is a path with "~/" for the user's home, which no shell has
// replaced in the configuration.
func homeGlossary(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return filepath.Join(xdg.Home, rest)
	}
	return path
}

// readGlossaries reads all glossaries. A mistake in one is an error with the
// file and the line, since a wrong term is worse than none.
func (s settings) readGlossaries() (*translate.Glossaries, error) {
	files, err := s.glossaryFiles()
	if err != nil {
		return nil, err
	}
	all := &translate.Glossaries{}
	for _, f := range files {
		if err := readGlossary(all, f); err != nil {
			return nil, usagef("a line is a term, a tab and its translation", "glossary %v", err)
		}
	}
	return all, nil
}

func readGlossary(all *translate.Glossaries, file glossaryFile) error {
	f, err := os.Open(file.path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	g, err := translate.ReadGlossary(file.path, file.pair.From, file.pair.To, f)
	if err != nil {
		return err
	}
	all.Add(g)
	return nil
}
