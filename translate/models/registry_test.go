package models

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"sync"
	"testing"
	"time"
)

// Files of the smallest model that the repository has.
const (
	modelFile = "../nmt/builtin/model.iden.intgemm.alphas.bin"
	vocabFile = "../nmt/builtin/vocab.spm"
)

var idEn = Pair{"id", "en"}

// server is a registry on loopback. What it does to a file is decided by the
// file's name.
type server struct {
	*httptest.Server
	handle map[string]http.HandlerFunc // instead of serving the file

	mu       sync.Mutex
	requests []*http.Request
}

func newServer(t *testing.T) *server {
	t.Helper()
	s := &server{handle: make(map[string]http.HandlerFunc)}
	files := map[string][]byte{"model.bin": read(t, modelFile), "vocab.spm": read(t, vocabFile)}
	packed := map[string]func() []byte{}
	for name, data := range files {
		packed[name+".gz"] = sync.OnceValue(func() []byte { return gzipped(t, data) })
	}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Base(r.URL.Path)
		s.mu.Lock()
		s.requests = append(s.requests, r)
		h := s.handle[name]
		s.mu.Unlock()
		data, ok := files[name]
		if pack := packed[name]; pack != nil && h == nil {
			data, ok = pack(), true
		}
		switch {
		case h != nil:
			h(w, r)
		case ok:
			w.Header().Set("Etag", `"`+name+`"`)
			http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// asked returns the requests for a file.
func (s *server) asked(name string) []*http.Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []*http.Request
	for _, r := range s.requests {
		if path.Base(r.URL.Path) == name {
			out = append(out, r)
		}
	}
	return out
}

// on decides what the server does to a file from now on; nil serves it.
func (s *server) on(name string, h http.HandlerFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.handle[name] = h
}

// offer is the model that the server has, with files of the given ending.
func (s *server) offer(t *testing.T, ending string) Offer {
	t.Helper()
	return Offer{Pair: idEn, Name: "tiny", Architecture: "tiny", Catalog: s.URL, Files: []Remote{
		{Part: PartModel, URL: s.URL + "/model.bin" + ending, SHA256: hashOf(read(t, modelFile))},
		{Part: PartVocab, URL: s.URL + "/vocab.spm" + ending},
	}}
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func gzipped(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// answer serves a value as JSON.
func answer(t *testing.T, v any) http.HandlerFunc {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(data) }
}
