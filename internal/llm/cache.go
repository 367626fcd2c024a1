package llm

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// evictShare is the share of its bound that a cache has after it has dropped
// answers, so that it need not do so again at once.
const evictShare = 0.8

// Cache keeps answers in files of a folder, each under the hash of all that
// the answer depends on. Files are for the user's eyes only, and hold answers
// but no questions and no keys. It is safe for concurrent use, also by several
// processes. What fails in it is as good as absent; the nil Cache is empty.
type Cache struct {
	folder   string
	maxBytes int64

	mu      sync.Mutex
	written int64 // bytes since the size was last looked at; -1 before that
}

// NewCache returns a cache in a folder, which is made when it is first needed.
// When the answers are larger than maxBytes, those that were not used for
// longest are dropped.
func NewCache(folder string, maxBytes int64) *Cache {
	return &Cache{folder: folder, maxBytes: maxBytes, written: -1}
}

// cacheID is the name of the file for the answer to a request. Parts are
// parted by a byte that UTF-8 never has.
func cacheID(spec Spec, r Request) string {
	temperature := "default"
	if r.Temperature != nil {
		temperature = strconv.FormatFloat(*r.Temperature, 'g', -1, 64)
	}
	h := sha256.New()
	for _, part := range []string{
		"1", string(spec.Provider), spec.URL(), spec.Model, r.System, r.User, string(r.Schema), strconv.Itoa(r.MaxTokens), temperature,
	} {
		_, _ = io.WriteString(h, part+"\xff") // a hash never fails
	}
	return hex.EncodeToString(h.Sum(nil))
}

const cacheSuffix = ".json"

func (c *Cache) get(id string) (Response, bool) {
	if c == nil {
		return Response{}, false
	}
	path := filepath.Join(c.folder, id+cacheSuffix)
	data, err := os.ReadFile(path)
	if err != nil {
		return Response{}, false
	}
	var r Response
	if json.Unmarshal(data, &r) != nil || r.Text == "" {
		return Response{}, false
	}
	now := time.Now()
	_ = os.Chtimes(path, now, now) // else it is dropped a little early
	r.Cached = true
	return r, true
}

func (c *Cache) put(id string, r Response) {
	if c == nil {
		return
	}
	data, err := json.Marshal(r)
	if err != nil || os.MkdirAll(c.folder, 0o700) != nil {
		return
	}
	temp, err := os.CreateTemp(c.folder, "."+id+".*") // mode 0600
	if err != nil {
		return
	}
	_, err = temp.Write(data)
	if err := cmp.Or(err, temp.Close()); err != nil {
		_ = os.Remove(temp.Name())
		return
	}
	if os.Rename(temp.Name(), filepath.Join(c.folder, id+cacheSuffix)) != nil {
		_ = os.Remove(temp.Name())
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.written += int64(len(data)); c.written < int64(len(data)) || c.written > c.maxBytes/10 {
		c.written = 0
		c.evict()
	}
}

// evict drops the answers that were not used for longest when the folder is
// over its bound.
func (c *Cache) evict() {
	var files []fs.FileInfo
	var total int64
	entries, _ := os.ReadDir(c.folder) // what can't be read can't be dropped
	for _, e := range entries {
		if info, err := e.Info(); err == nil && strings.HasSuffix(e.Name(), cacheSuffix) {
			files = append(files, info)
			total += info.Size()
		}
	}
	if total <= c.maxBytes {
		return
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, f := range files {
		if float64(total) <= evictShare*float64(c.maxBytes) {
			return
		}
		if os.Remove(filepath.Join(c.folder, f.Name())) == nil {
			total -= f.Size()
		}
	}
}
