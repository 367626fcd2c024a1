package main

import (
	"fmt"
	"os"
	"path/filepath"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
)

// readTables reads the tables of a language, each trained without a part of
// its documents, in the order of their numbers. There may be none.
func readTables(dir string, l kilas.Lang) ([]*lexicon.Table, error) {
	var tables []*lexicon.Table
	for dir != "" {
		text, err := os.ReadFile(filepath.Join(dir, fmt.Sprintf("%s-en.%d.table", l, len(tables))))
		if os.IsNotExist(err) {
			break
		}
		if err != nil {
			return nil, err
		}
		table, err := lexicon.Open(string(text))
		if err != nil {
			return nil, err
		}
		tables = append(tables, table)
	}
	return tables, nil
}
