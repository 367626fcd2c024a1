package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/bartventer/httpcache/store/driver"
)

// store keeps values in files of one folder, up to a number of bytes; those
// that were used longest ago go first. Files are written whole or not at all,
// so several processes may use a folder at once. It is a [driver.Conn].
type store struct {
	dir      string
	maxBytes int64
	readOnly bool

	mu    sync.Mutex
	known bool  // bytes has been counted
	bytes int64 // of all entries, what other processes have added since left out
}

const (
	// touchEvery is how exactly the time of the last use is kept.
	touchEvery = 10 * time.Minute
	// entryPart is the part of the whole size that one entry may take.
	entryPart = 4
	// Only the user may see what was read.
	folderMode = 0o700
)

// path is the file of a key, whose name tells nothing about it but whether it
// is a response or a list of them: the first have a "#" (no address has one).
func (s *store) path(key string) string {
	sum := sha256.Sum256([]byte(key))
	name := hex.EncodeToString(sum[:])
	kind := listExt
	if strings.Contains(key, "#") {
		kind = responseExt
	}
	return filepath.Join(s.dir, name[:2], name[2:]+kind)
}

// Extensions of files: a response; which responses an address has; an entry
// that is being written.
const (
	responseExt = ".response"
	listExt     = ".list"
	partExt     = ".part"
)

// Get returns the value of a key. The error is [driver.ErrNotExist] if there
// is none that can be read.
func (s *store) Get(key string) ([]byte, error) {
	path := s.path(key)
	info, err := os.Stat(path)
	if err != nil || info.Size() > s.maxBytes {
		return nil, driver.ErrNotExist
	}
	file, err := os.ReadFile(path)
	if err != nil {
		return nil, driver.ErrNotExist
	}
	value, err := decode(key, file)
	if err != nil {
		if !s.readOnly {
			_ = os.Remove(path) // it is written anew soon
		}
		return nil, fmt.Errorf("%w: %w", driver.ErrNotExist, err)
	}
	if now := time.Now(); !s.readOnly && now.Sub(info.ModTime()) > touchEvery {
		_ = os.Chtimes(path, now, now) // it only goes sooner if this fails
	}
	return value, nil
}

// Set keeps a value. One that is too large for the store isn't kept.
func (s *store) Set(key string, value []byte) error {
	if s.readOnly {
		return nil
	}
	file := encode(key, value)
	if int64(len(file)) > s.maxBytes/entryPart {
		return nil
	}
	if err := writeFile(s.path(key), file); err != nil {
		return err
	}
	return s.added(int64(len(file)))
}

// writeFile writes a file whole or not at all.
func writeFile(path string, content []byte) error {
	folder := filepath.Dir(path)
	f, err := os.CreateTemp(folder, "*"+partExt) // for the user alone
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(folder, folderMode); err != nil {
			return err
		}
		f, err = os.CreateTemp(folder, "*"+partExt)
	}
	if err != nil {
		return err
	}
	_, err = f.Write(content)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the first error says more
	}
	return err
}

// Delete forgets a key.
func (s *store) Delete(key string) error {
	if s.readOnly {
		return nil
	}
	if err := os.Remove(s.path(key)); errors.Is(err, fs.ErrNotExist) {
		return driver.ErrNotExist
	} else if err != nil {
		return err
	}
	return nil
}
