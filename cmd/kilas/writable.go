package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// writable returns why nothing can be written into a folder, which need not be
// there yet, or nil.
func writable(dir string) error {
	for {
		info, err := os.Stat(dir)
		switch parent := filepath.Dir(dir); {
		case err == nil && !info.IsDir():
			return &fs.PathError{Op: "open", Path: dir, Err: errors.New("not a folder")}
		case err == nil:
			return tryFile(dir)
		case !errors.Is(err, fs.ErrNotExist) || parent == dir:
			return err
		default:
			dir = parent
		}
	}
}

// tryFile makes a file in a folder and removes it: rights alone don't tell of a
// disk that is read-only.
func tryFile(dir string) error {
	f, err := os.CreateTemp(dir, ".kilas-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}
