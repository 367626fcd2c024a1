package translate

import (
	"context"
	"sync"

	"github.com/kilas-news/kilas"
)

// Finder is a [Backend] that stands for others, which take something to have:
// a download, a key from a password manager. [Sentences] and [Raw] ask it for
// the one for a pair when that is first needed.
type Finder struct {
	name string
	find func(ctx context.Context, from, to kilas.Lang) (Backend, error)

	mu    sync.Mutex
	found map[[2]kilas.Lang]finding
}

type finding struct {
	backend Backend
	err     error
}

// NewFinder returns a Finder. Find is called once for a pair, unless its
// context ended; it returns nil when there is no backend for the pair, and an
// error when there should be one.
func NewFinder(name string, find func(ctx context.Context, from, to kilas.Lang) (Backend, error)) *Finder {
	return &Finder{name: name, find: find, found: make(map[[2]kilas.Lang]finding)}
}

// Name is the name of the kind of backends that are found.
func (f *Finder) Name() string { return f.name }

// Supports is true: only finding tells.
func (f *Finder) Supports(from, to kilas.Lang) bool { return true }

// Translate translates with what is found.
func (f *Finder) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	b, err := f.backend(ctx, from, to)
	if err == nil && b == nil {
		err = ErrUnsupported
	}
	if err != nil {
		return nil, err
	}
	return b.Translate(ctx, from, to, sentences)
}

func (f *Finder) backend(ctx context.Context, from, to kilas.Lang) (Backend, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	pair := [2]kilas.Lang{from, to}
	if was, ok := f.found[pair]; ok {
		return was.backend, was.err
	}
	b, err := f.find(ctx, from, to)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if b != nil && !b.Supports(from, to) {
		b = nil
	}
	f.found[pair] = finding{b, err}
	return b, err
}

// backendFor returns the backend that b is or stands for, nil when it doesn't
// do the pair.
func backendFor(ctx context.Context, b Backend, from, to kilas.Lang) (Backend, error) {
	if f, ok := b.(*Finder); ok {
		return f.backend(ctx, from, to)
	}
	if !b.Supports(from, to) {
		return nil, nil
	}
	return b, nil
}
