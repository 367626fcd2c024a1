package cache

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Usage is how much a folder of responses holds. Responses counts the
// responses alone, Bytes all files.
type Usage struct {
	Responses int
	Bytes     int64
}

// UsageOf counts what is kept in dir. A folder that isn't there is empty.
func UsageOf(dir string) (Usage, error) {
	files, err := filesIn(dir)
	var u Usage
	for _, f := range files {
		u.Bytes += f.bytes
		if strings.HasSuffix(f.path, responseExt) {
			u.Responses++
		}
	}
	return u, err
}

// Clear removes dir and all that is kept in it.
func Clear(dir string) error { return os.RemoveAll(dir) }

// file is an entry, or one that is being written.
type file struct {
	path  string
	bytes int64
	used  time.Time
}

// filesIn lists the files below dir. Those that go meanwhile are left out.
func filesIn(dir string) ([]file, error) {
	var files []file
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return err
		}
		files = append(files, file{path, info.Size(), info.ModTime()})
		return nil
	})
	return files, err
}

const (
	// evictTo is the part of the whole size, in tenths, that is left when
	// entries had to go.
	evictTo = 9
	// partAge is after what time an entry that is being written never will be.
	partAge = time.Hour
)

// added counts bytes that were written and makes room when they are too many.
// The folder is walked through at the first entry of a process and whenever
// it is full: what entries were written over and what other processes wrote
// comes right then.
func (s *store) added(bytes int64) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.bytes += bytes
	if s.known && s.bytes <= s.maxBytes {
		return nil
	}
	files, err := filesIn(s.dir)
	if err != nil {
		return err
	}
	s.known, s.bytes = true, 0
	for _, f := range files {
		s.bytes += f.bytes
	}
	s.evict(files)
	return nil
}

// evict removes what was used longest ago, and what a crash left behind.
func (s *store) evict(files []file) {
	target := s.bytes
	if s.bytes > s.maxBytes {
		target = s.maxBytes / 10 * evictTo
	}
	slices.SortFunc(files, func(a, b file) int { return cmp.Or(a.used.Compare(b.used), strings.Compare(a.path, b.path)) })
	for _, f := range files {
		part := strings.HasSuffix(f.path, partExt)
		if part && time.Since(f.used) < partAge || !part && s.bytes <= target {
			continue
		}
		// Another process may have been faster, or may be reading the file on a
		// system that forbids removing it then; the next time counts anew.
		_ = os.Remove(f.path)
		s.bytes -= f.bytes
	}
}
