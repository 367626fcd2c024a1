package models

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// Store is a folder with a folder for each installed pair. Names that begin
// with a dot are of work in progress. Several processes may use a store at
// once: those that change the same pair wait for each other.
type Store struct{ Dir string }

// Names of work in progress in a store; the pair follows.
const (
	lockPrefix     = ".lock-"     // the file that is locked while a pair is changed
	downloadPrefix = ".download-" // what has been downloaded, kept for the next try
	newPrefix      = ".new-"      // a model that is being put together
	oldPrefix      = ".old-"      // the model that a new one is about to replace
	trashPrefix    = ".trash-"    // to be deleted
)

// lockPause is the time between two tries to get a lock.
const lockPause = 50 * time.Millisecond

// List returns the installed models by pair. Folders that hold no usable
// model are in the error, beside the models that are fine.
func (s Store) List() ([]Model, error) {
	entries, err := os.ReadDir(s.Dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("models: %w", err)
	}
	var out []Model
	var broken []error
	for _, e := range entries {
		p, ok := ParsePair(e.Name())
		if !ok || p.String() != e.Name() {
			continue
		}
		m, err := readModel(filepath.Join(s.Dir, e.Name()), p)
		if err != nil {
			broken = append(broken, err)
			continue
		}
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b Model) int { return cmp.Compare(a.Pair.String(), b.Pair.String()) })
	return out, errors.Join(broken...)
}

// Get returns an installed model, or [ErrNotInstalled].
func (s Store) Get(p Pair) (Model, error) {
	if _, err := os.Stat(s.path("", p)); errors.Is(err, fs.ErrNotExist) {
		return Model{}, fmt.Errorf("model %s: %w", p, ErrNotInstalled)
	}
	return readModel(s.path("", p), p)
}

// Verify checks that a model's files are those that were installed, and loads
// it.
func (s Store) Verify(p Pair) error {
	m, err := s.Get(p)
	if err != nil {
		return err
	}
	return m.verify()
}

// Remove deletes a model, and what is left of its downloads.
func (s Store) Remove(ctx context.Context, p Pair) error {
	if _, err := os.Stat(s.Dir); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("model %s: %w", p, ErrNotInstalled)
	}
	unlock, err := s.lock(ctx, p)
	if err != nil {
		return err
	}
	defer unlock()
	if err := s.tidy(p); err != nil {
		return err
	}
	if err := os.RemoveAll(s.path(downloadPrefix, p)); err != nil {
		return fmt.Errorf("remove model %s: %w", p, err)
	}
	err = os.Rename(s.path("", p), s.path(trashPrefix, p))
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("model %s: %w", p, ErrNotInstalled)
	}
	if err == nil {
		err = os.RemoveAll(s.path(trashPrefix, p))
	}
	if err != nil {
		return fmt.Errorf("remove model %s: %w", p, err)
	}
	return nil
}

func (s Store) path(prefix string, p Pair) string {
	return filepath.Join(s.Dir, prefix+p.String())
}

// lock waits until no other process changes the pair. The lock file stays,
// since deleting it would let two hold it.
func (s Store) lock(ctx context.Context, p Pair) (unlock func(), err error) {
	if err := os.MkdirAll(s.Dir, 0o755); err != nil {
		return nil, fmt.Errorf("models: %w", err)
	}
	l := flock.New(s.path(lockPrefix, p))
	if _, err := l.TryLockContext(ctx, lockPause); err != nil {
		return nil, fmt.Errorf("lock model %s: %w", p, err)
	}
	return func() { _ = l.Unlock() }, nil // the end of the process unlocks too
}

// tidy clears away what a run that was killed left behind; the pair is locked.
func (s Store) tidy(p Pair) error {
	old, current := s.path(oldPrefix, p), s.path("", p)
	if _, err := os.Stat(current); errors.Is(err, fs.ErrNotExist) {
		// killed between the two renames of swap
		if err := os.Rename(old, current); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("models: %w", err)
		}
	}
	for _, path := range []string{old, s.path(newPrefix, p), s.path(trashPrefix, p)} {
		if err := os.RemoveAll(path); err != nil {
			return fmt.Errorf("models: %w", err)
		}
	}
	return nil
}

// swap puts a new model in the place of the one before; the pair is locked.
func (s Store) swap(p Pair) error {
	current, old := s.path("", p), s.path(oldPrefix, p)
	if err := os.Rename(current, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Rename(s.path(newPrefix, p), current); err != nil {
		return errors.Join(err, s.tidy(p))
	}
	return os.RemoveAll(old)
}

// describe joins what is known of a model.
func describe(words ...string) string {
	return strings.Join(slices.DeleteFunc(words, func(s string) bool { return s == "" }), " ")
}
