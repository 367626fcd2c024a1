package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// newsWeight is how many times an example of two newsrooms counts. With 3 the
// events left out are told a little worse, with 40 too.
const newsWeight = 10

// readNews reads the articles of two newsrooms, Indonesian and English, from
// the *.gold.json of folders; testdata/README.md describes them.
func readNews(dirs []string) ([]texts, error) {
	var docs []texts
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.gold.json"))
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			return nil, fmt.Errorf("%s: no *.gold.json", dir)
		}
		for _, file := range files {
			doc, err := readGoldJSON(file)
			if err != nil {
				return nil, err
			}
			docs = append(docs, doc)
		}
	}
	return docs, nil
}

func readGoldJSON(file string) (texts, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return texts{}, err
	}
	var gold struct {
		Source, Target []string
		Must, May      [][2]int
	}
	if err := json.Unmarshal(text, &gold); err != nil {
		return texts{}, fmt.Errorf("%s: %w", file, err)
	}
	return texts{source: gold.Source, target: gold.Target, gold: set(gold.Must), may: set(gold.May), news: true}, nil
}

func set(links [][2]int) map[[2]int]bool {
	m := make(map[[2]int]bool, len(links))
	for _, l := range links {
		m[l] = true
	}
	return m
}
