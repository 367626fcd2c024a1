package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"time"
)

// Options are what Add works with. Client is the caller's, who decides on
// proxies and time limits; nil is the default client. Progress, if not nil, is
// called now and then from the goroutine of Add.
type Options struct {
	Client   *http.Client
	Progress func(Progress)

	pause time.Duration // before the second try; 0 means firstPause
	stall time.Duration // without a byte, after which a connection is given up; 0 means stallAfter
}

// Progress is how much of a file has been downloaded, in bytes. Total is 0 as
// long as it is not known.
type Progress struct {
	Part        Part
	Done, Total int64
}

// source is where a file of a model comes from, packed or not. SHA256 is that
// of the unpacked file, "" when nobody states it.
type source struct {
	part   Part
	path   string
	sha256 string
}

// Add downloads a model and installs it in the place of the one that is there.
// What a cut download brought stays for the next try. A model that is
// installed already, and undamaged, is not downloaded again.
func (s Store) Add(ctx context.Context, o Offer, opt Options) (Model, error) {
	unlock, err := s.lock(ctx, o.Pair)
	if err != nil {
		return Model{}, err
	}
	defer unlock()
	if err := s.tidy(o.Pair); err != nil {
		return Model{}, err
	}
	if m, err := s.Get(o.Pair); err == nil && m.Name == o.Name && m.Source == o.Catalog && m.checkHashes() == nil {
		return m, nil
	}
	d := download{Options: opt, dir: s.path(downloadPrefix, o.Pair)}
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		return Model{}, fmt.Errorf("add model %s: %w", o.Pair, err)
	}
	var sources []source
	for _, f := range o.Files {
		path, err := d.get(ctx, f)
		if err != nil {
			return Model{}, fmt.Errorf("add model %s: %w", o.Pair, err)
		}
		sources = append(sources, source{f.Part, path, f.SHA256})
	}
	m, err := s.install(ctx, Model{Pair: o.Pair, Name: o.Name, Source: o.Catalog}, sources)
	if ctx.Err() == nil {
		// installed, or of no use: a part that lies wrong must not come back
		err = errors.Join(err, os.RemoveAll(d.dir))
	}
	return m, err
}

// AddFolder installs the model that lies in a folder, see [Find]. The zero
// pair is the one that the folder's files say.
func (s Store) AddFolder(ctx context.Context, folder string, p Pair) (Model, error) {
	found, err := Find(folder, p)
	if err != nil {
		return Model{}, err
	}
	unlock, err := s.lock(ctx, found.Pair)
	if err != nil {
		return Model{}, err
	}
	defer unlock()
	if err := s.tidy(found.Pair); err != nil {
		return Model{}, err
	}
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return Model{}, err
	}
	return s.install(ctx, Model{Pair: found.Pair, Source: absolute}, found.sources)
}

// install puts a model together beside the others, loads it, and gives it its
// name; the pair is locked.
func (s Store) install(ctx context.Context, m Model, sources []source) (Model, error) {
	m.dir = s.path(newPrefix, m.Pair)
	m.Installed = time.Now().UTC().Truncate(time.Second)
	defer func() { _ = os.RemoveAll(s.path(newPrefix, m.Pair)) }() // gone already unless something failed
	if err := os.Mkdir(m.dir, 0o755); err != nil {
		return Model{}, fmt.Errorf("add model %s: %w", m.Pair, err)
	}
	parts := make(map[Part]bool)
	for _, src := range sources {
		f, err := unpackFile(ctx, src, filepath.Join(m.dir, src.part.fileName()))
		if err != nil {
			return Model{}, fmt.Errorf("add model %s: %s: %w", m.Pair, src.part, err)
		}
		m.Parts = append(m.Parts, f)
		parts[src.part] = true
	}
	if err := complete(parts); err != nil {
		return Model{}, fmt.Errorf("add model %s: %w", m.Pair, err)
	}
	if err := m.verify(); err != nil {
		return Model{}, fmt.Errorf("add: %w", err)
	}
	if err := m.writeManifest(); err != nil {
		return Model{}, fmt.Errorf("add model %s: %w", m.Pair, err)
	}
	if err := s.swap(m.Pair); err != nil {
		return Model{}, fmt.Errorf("add model %s: %w", m.Pair, err)
	}
	m.dir = s.path("", m.Pair)
	return m, nil
}

// unpackFile writes a file of a model as it is when unpacked.
func unpackFile(ctx context.Context, src source, to string) (File, error) {
	in, err := os.Open(src.path)
	if err != nil {
		return File{}, err
	}
	defer func() { _ = in.Close() }() // only read
	r, err := unpack(in)
	if err != nil {
		return File{}, err
	}
	out, err := os.Create(to)
	if err != nil {
		return File{}, err
	}
	hash := sha256.New()
	n, err := io.Copy(io.MultiWriter(out, hash), io.LimitReader(reader{ctx, r}, maxFileBytes+1))
	if err == nil && n > maxFileBytes {
		err = ErrTooLarge
	}
	if err := closeAll(out, err); err != nil {
		return File{}, err
	}
	f := File{Part: src.part, Size: n, SHA256: hex.EncodeToString(hash.Sum(nil))}
	if src.sha256 != "" && src.sha256 != f.SHA256 {
		return File{}, fmt.Errorf("%w: it is %s, not %s", ErrHash, f.SHA256, src.sha256)
	}
	return f, nil
}

// reader ends with its context.
type reader struct {
	ctx context.Context
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}
