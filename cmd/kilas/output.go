package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// output is where a command writes its data: stdout, or a file that appears
// only when it is whole. Close is to be called in any case; it leaves no file
// unless Commit was called before.
type output struct {
	*bufio.Writer
	temp *os.File
	path string
}

// openOutput opens the output of a run; path "" and "-" are stdout.
func openOutput(env environment, path string) (*output, error) {
	if path == "" || path == "-" {
		return &output{Writer: bufio.NewWriter(env.stdout)}, nil
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return nil, usagef("name a file in it", "output %s is a folder", path)
	}
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*")
	if err != nil {
		return nil, &hintedError{fmt.Errorf("output: %w", err), "the folder of the output must exist and be writable"}
	}
	return &output{Writer: bufio.NewWriter(temp), temp: temp, path: path}, nil
}

// Commit writes what is left and makes the file appear under its name.
func (o *output) Commit() error {
	if err := o.Flush(); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if o.temp == nil {
		return nil
	}
	mode := os.FileMode(0o644)
	if info, err := os.Stat(o.path); err == nil {
		mode = info.Mode().Perm()
	}
	if err := o.temp.Chmod(mode); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if err := o.temp.Sync(); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if err := o.temp.Close(); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if err := os.Rename(o.temp.Name(), o.path); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	o.temp = nil
	return nil
}

// Close removes the file unless it was committed.
func (o *output) Close() {
	if o.temp != nil {
		_ = o.temp.Close() // the file goes away, so what it holds does not matter
		_ = os.Remove(o.temp.Name())
	}
}

// line writes a value as one line of JSON.
func line(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
