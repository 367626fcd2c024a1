package models

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// quick makes tries follow each other at once.
var quick = Options{pause: time.Millisecond}

func TestAdd(t *testing.T) {
	t.Parallel()
	for _, ending := range []string{"", ".gz"} {
		t.Run("files"+ending, func(t *testing.T) {
			t.Parallel()
			srv, s := newServer(t), Store{t.TempDir()}
			opt := quick
			var last Progress
			opt.Progress = func(p Progress) { last = p }
			m, err := s.Add(t.Context(), srv.offer(t, ending), opt)
			if err != nil {
				t.Fatal(err)
			}
			if last.Part != PartVocab || last.Done != last.Total || last.Done == 0 {
				t.Errorf("the last progress is %+v", last)
			}
			list, err := s.List()
			if err != nil || len(list) != 1 || list[0].Pair != idEn || list[0].Name != "tiny" || list[0].Size() != m.Size() {
				t.Fatalf("List() = %+v, %v", list, err)
			}
			if err := s.Verify(idEn); err != nil {
				t.Fatal(err)
			}
			leftOver(t, s)
			if _, err := s.Add(t.Context(), srv.offer(t, ending), quick); err != nil {
				t.Fatal(err)
			}
			if n := len(srv.asked("model.bin" + ending)); n != 1 {
				t.Errorf("an installed model was downloaded %d times", n)
			}
			if err := s.Remove(t.Context(), idEn); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Get(idEn); !errors.Is(err, ErrNotInstalled) {
				t.Errorf("Get after Remove: %v", err)
			}
		})
	}
}

// leftOver fails when a store has more than models and locks.
func leftOver(t *testing.T, s Store) {
	t.Helper()
	entries, err := os.ReadDir(s.Dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if n := e.Name(); strings.HasPrefix(n, ".") && !strings.HasPrefix(n, lockPrefix) {
			t.Errorf("%s is left in the store", n)
		}
	}
}

func TestAddRefuses(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		file string
		h    http.HandlerFunc
		want error
	}{
		{"wrong hash", "model.bin", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("no model")) }, ErrHash},
		{"vocabulary that is none", "vocab.spm", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("<html>")) }, nil},
		{"cut gzip", "vocab.spm", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte{0x1f, 0x8b, 8, 0, 0, 0}) }, nil},
		{"not found", "vocab.spm", http.NotFound, &StatusError{}},
		{"always down", "vocab.spm", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) }, &StatusError{}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv, s := newServer(t), Store{t.TempDir()}
			srv.on(tt.file, tt.h)
			_, err := s.Add(t.Context(), srv.offer(t, ""), quick)
			var status *StatusError
			switch {
			case err == nil:
				t.Fatal("Add succeeded")
			case errors.As(tt.want, &status) && !errors.As(err, &status), !errors.As(tt.want, &status) && tt.want != nil && !errors.Is(err, tt.want):
				t.Fatalf("Add: %v, want %v", err, tt.want)
			}
			if list, err := s.List(); err != nil || len(list) != 0 {
				t.Fatalf("after the failure, List() = %v, %v", list, err)
			}
			srv.on(tt.file, nil)
			if _, err := s.Add(t.Context(), srv.offer(t, ""), quick); err != nil {
				t.Fatalf("Add after the failure: %v", err)
			}
			leftOver(t, s)
		})
	}
}

// A body that is cut is resumed where it was cut: in the same run, and in a
// later one.
func TestAddResumes(t *testing.T) {
	t.Parallel()
	for _, tries := range []int{1, maxTries} {
		t.Run(fmt.Sprintf("cut %d times", tries), func(t *testing.T) {
			t.Parallel()
			srv, s := newServer(t), Store{t.TempDir()}
			data := read(t, modelFile)
			const part = 1 << 20
			left := tries
			srv.on("model.bin", func(w http.ResponseWriter, r *http.Request) {
				var from int
				if h := r.Header.Get("Range"); h != "" {
					if _, err := fmt.Sscanf(h, "bytes=%d-", &from); err != nil {
						t.Errorf("Range %q: %v", h, err)
					}
				}
				w.Header().Set("Etag", `"model.bin"`)
				w.Header().Set("Content-Length", fmt.Sprint(len(data)-from))
				if from > 0 {
					w.Header().Set("Content-Range", fmt.Sprintf("bytes %d-%d/%d", from, len(data)-1, len(data)))
					w.WriteHeader(http.StatusPartialContent)
				}
				_, _ = w.Write(data[from : from+part]) // and no more
				if left--; left == 0 {
					srv.on("model.bin", nil)
				}
			})
			_, err := s.Add(t.Context(), srv.offer(t, ""), quick)
			if tries < maxTries && err != nil {
				t.Fatalf("Add of a body cut once: %v", err)
			}
			if tries == maxTries {
				if err == nil {
					t.Fatal("Add of a body that is always cut succeeded")
				}
				if _, err := s.Add(t.Context(), srv.offer(t, ""), quick); err != nil {
					t.Fatalf("Add of the rest: %v", err)
				}
			}
			asked := srv.asked("model.bin")
			last := asked[len(asked)-1]
			if want := fmt.Sprintf("bytes=%d-", tries*part); last.Header.Get("Range") != want || last.Header.Get("If-Range") != `"model.bin"` {
				t.Errorf("the last request has Range %q and If-Range %q, want %q", last.Header.Get("Range"), last.Header.Get("If-Range"), want)
			}
			if err := s.Verify(idEn); err != nil {
				t.Error(err)
			}
		})
	}
}

// A file that has changed since it was cut is taken from the beginning.
func TestAddStartsAnew(t *testing.T) {
	t.Parallel()
	srv, s := newServer(t), Store{t.TempDir()}
	srv.on("model.bin", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Etag", `"an older one"`)
		w.Header().Set("Content-Length", "100")
		_, _ = w.Write([]byte("older bytes"))
		srv.on("model.bin", nil)
	})
	if _, err := s.Add(t.Context(), srv.offer(t, ""), quick); err != nil {
		t.Fatal(err)
	}
}

// hang answers with a beginning and then with nothing.
func hang(w http.ResponseWriter, r *http.Request) {
	_, _ = w.Write([]byte("a beginning"))
	_ = http.NewResponseController(w).Flush()
	<-r.Context().Done()
}

func TestAddSlow(t *testing.T) {
	t.Parallel()
	t.Run("cancelled", func(t *testing.T) {
		t.Parallel()
		srv, s := newServer(t), Store{t.TempDir()}
		srv.on("model.bin", hang)
		ctx, cancel := context.WithCancel(t.Context())
		opt := quick
		opt.Progress = func(Progress) { cancel() }
		if _, err := s.Add(ctx, srv.offer(t, ""), opt); !errors.Is(err, context.Canceled) {
			t.Fatalf("Add: %v, want it cancelled", err)
		}
	})
	t.Run("stalled", func(t *testing.T) {
		t.Parallel()
		srv, s := newServer(t), Store{t.TempDir()}
		srv.on("vocab.spm", func(w http.ResponseWriter, r *http.Request) {
			srv.on("vocab.spm", nil)
			hang(w, r)
		})
		opt := quick
		opt.stall = 300 * time.Millisecond
		if _, err := s.Add(t.Context(), srv.offer(t, ""), opt); err != nil {
			t.Fatal(err)
		}
	})
}

// Of two that add the same model at once, one downloads it and the other one
// finds it there.
func TestAddTwice(t *testing.T) {
	t.Parallel()
	srv, s := newServer(t), Store{t.TempDir()}
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			if _, err := s.Add(t.Context(), srv.offer(t, ".gz"), quick); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if n := len(srv.asked("model.bin.gz")); n != 1 {
		t.Errorf("the model was downloaded %d times", n)
	}
	leftOver(t, s)
}

// A run that was killed while it replaced a model lost nothing.
func TestTidy(t *testing.T) {
	t.Parallel()
	srv, s := newServer(t), Store{t.TempDir()}
	if _, err := s.Add(t.Context(), srv.offer(t, ""), quick); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(s.path("", idEn), s.path(oldPrefix, idEn)); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(s.path(newPrefix, idEn), 0o755); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Add(t.Context(), srv.offer(t, ""), quick); err != nil {
		t.Fatal(err)
	}
	if n := len(srv.asked("model.bin")); n != 1 {
		t.Errorf("the model was downloaded %d times", n)
	}
	leftOver(t, s)
}

func TestVerifyDamaged(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		damage func(t *testing.T, dir string)
		want   error
	}{
		{"altered", func(t *testing.T, dir string) {
			data := read(t, filepath.Join(dir, "model.bin"))
			data[len(data)/2] ^= 1
			write(t, filepath.Join(dir, "model.bin"), data)
		}, ErrHash},
		{"cut", func(t *testing.T, dir string) { write(t, filepath.Join(dir, "vocab.spm"), []byte("x")) }, nil},
		{"no manifest", func(t *testing.T, dir string) {
			if err := os.Remove(filepath.Join(dir, manifestName)); err != nil {
				t.Fatal(err)
			}
		}, os.ErrNotExist},
		{"manifest of something else", func(t *testing.T, dir string) {
			write(t, filepath.Join(dir, manifestName), []byte(`{"files":[{"part":"../model","size":1}]}`))
		}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv, s := newServer(t), Store{t.TempDir()}
			m, err := s.Add(t.Context(), srv.offer(t, ""), quick)
			if err != nil {
				t.Fatal(err)
			}
			tt.damage(t, m.Dir())
			if err := s.Verify(idEn); err == nil || tt.want != nil && !errors.Is(err, tt.want) {
				t.Fatalf("Verify: %v, want %v", err, tt.want)
			}
			if _, err := s.Add(t.Context(), srv.offer(t, ""), quick); err != nil {
				t.Fatal(err)
			}
			if err := s.Verify(idEn); err != nil {
				t.Errorf("Verify after it was added anew: %v", err)
			}
		})
	}
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
