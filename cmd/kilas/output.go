package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// output is where a command writes its data: stdout, or a file that appears
// only when it is whole. Close is to be called in any case; it leaves no file
// unless Commit was called before.
type output struct {
	*bufio.Writer
	temp   *os.File
	path   string
	device *os.File // a pipe, a terminal: nothing that could be replaced
}

// openOutput opens the output of a run; path "" and "-" are stdout.
func openOutput(env environment, path string) (*output, error) {
	if path == "" || path == "-" {
		return &output{Writer: bufio.NewWriter(env.stdout)}, nil
	}
	path, device, err := outputFile(path)
	if err != nil {
		return nil, err
	}
	if device {
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, fmt.Errorf("output: %w", err)
		}
		return &output{Writer: bufio.NewWriter(f), device: f}, nil
	}
	temp, err := createBeside(path)
	if err != nil {
		return nil, &hintedError{fmt.Errorf("output %s: %w", path, cause(err)), "the folder of the output must exist and be writable"}
	}
	return &output{Writer: bufio.NewWriter(temp), temp: temp, path: path}, nil
}

// outputFile returns the file that a name of an output stands for, behind
// symbolic links, and whether it is one that can't be replaced, such as a named
// pipe or /dev/null.
func outputFile(path string) (file string, device bool, err error) {
	info, err := os.Stat(path)
	switch {
	case err == nil && info.IsDir():
		return "", false, usagef("name a file in it", "output %s is a folder", path)
	case err == nil && !info.Mode().IsRegular():
		return path, true, nil
	}
	if file, err := filepath.EvalSymlinks(path); err == nil {
		return file, false, nil
	}
	if to, err := os.Readlink(path); err == nil { // which leads to no file yet
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(path), to)
		}
		return to, false, nil
	}
	return path, false, nil
}

// createBeside creates a file under another name in the folder of path, with
// the rights that the user's umask leaves.
func createBeside(path string) (*os.File, error) {
	for {
		name := fmt.Sprintf(".%s.%d", filepath.Base(path), rand.Uint32())
		f, err := os.OpenFile(filepath.Join(filepath.Dir(path), name), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o666)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
}

// cause is what was wrong with a file whose name is of no interest.
func cause(err error) error {
	if e := (*fs.PathError)(nil); errors.As(err, &e) {
		return e.Err
	}
	return err
}

// Commit writes what is left and makes the file appear under its name.
func (o *output) Commit() error {
	if err := o.Flush(); err != nil {
		return fmt.Errorf("output: %w", err)
	}
	if o.device != nil {
		err := o.device.Close()
		o.device = nil
		return err
	}
	if o.temp == nil {
		return nil
	}
	if info, err := os.Stat(o.path); err == nil {
		if err := o.temp.Chmod(info.Mode().Perm()); err != nil {
			return fmt.Errorf("output: %w", err)
		}
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
	if o.device != nil {
		_ = o.device.Close() // what went wrong is known
	}
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
