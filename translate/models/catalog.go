package models

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Addresses of Mozilla's two public catalogues: that of its training pipeline
// and that of Firefox.
const (
	TrainingCatalog = "https://storage.googleapis.com/moz-fx-translations-data--303e-prod-translations-data/db/models.json"
	FirefoxCatalog  = "https://firefox.settings.services.mozilla.com/v1/buckets/main/collections/translations-models/records"
)

// Offer is a model that a catalogue has.
type Offer struct {
	Pair         Pair
	Name         string // architecture and version, as far as they are known
	Architecture string // "tiny", "base" or "base-memory"; "" when it is not known
	Released     bool   // for all users, not for trying out
	Files        []Remote
	Catalog      string // its address

	version version
}

// Remote is a file of an offer. The hashes are SHA-256 in hexadecimal, "" when
// the catalogue doesn't state them; SHA256 is that of the unpacked file.
type Remote struct {
	Part         Part
	URL          string
	SHA256       string
	PackedSHA256 string
}

// Available returns what the first of the catalogues that answers has, by pair
// and the best one of a pair first. An address is an HTTP URL, a file: URL, a
// file or a folder, in the form of either of Mozilla's catalogues.
func Available(ctx context.Context, client *http.Client, addresses ...string) ([]Offer, error) {
	var failed []error
	for _, a := range addresses {
		offers, err := available(ctx, client, a)
		if err == nil {
			slices.SortStableFunc(offers, compareOffers)
			return offers, nil
		}
		failed = append(failed, fmt.Errorf("catalogue %s: %w", a, err))
		if ctx.Err() != nil {
			break
		}
	}
	return nil, errors.Join(failed...)
}

// Best returns the best offer for a pair, of the architecture unless that is
// "", or [ErrNotOffered].
func Best(offers []Offer, p Pair, architecture string) (Offer, error) {
	for _, o := range offers {
		if o.Pair == p && (architecture == "" || o.Architecture == architecture) {
			return o, nil
		}
	}
	return Offer{}, fmt.Errorf("model %s: %w", describe(p.String(), architecture), ErrNotOffered)
}

// architectures that the engine knows, the best last.
var architectures = []string{"tiny", "base", "base-memory"}

func compareOffers(a, b Offer) int {
	released := func(o Offer) int {
		if o.Released {
			return 1
		}
		return 0
	}
	return cmp.Or(
		cmp.Compare(a.Pair.String(), b.Pair.String()),
		cmp.Compare(released(b), released(a)),
		cmp.Compare(slices.Index(architectures, b.Architecture), slices.Index(architectures, a.Architecture)),
		b.version.compare(a.version),
	)
}

// catalog is a catalogue that has been read, and where it lies.
type catalog struct {
	client  *http.Client
	address string
	at      *url.URL
}

func available(ctx context.Context, client *http.Client, address string) ([]Offer, error) {
	if client == nil {
		client = http.DefaultClient
	}
	at, err := locate(address)
	if err != nil {
		return nil, err
	}
	c := catalog{client, address, at}
	data, err := c.read(ctx, at)
	if err != nil {
		return nil, err
	}
	var content struct {
		registry
		Data []record `json:"data"`
	}
	if err := json.Unmarshal(data, &content); err != nil {
		return nil, fmt.Errorf("not a catalogue: %w", err)
	}
	switch {
	case content.Models != nil:
		return c.registryOffers(content.registry)
	case content.Data != nil:
		return c.recordOffers(ctx, content.Data)
	}
	return nil, errors.New("not a catalogue: it has neither models nor data")
}

// fileNames are what a catalogue may be called in a folder.
var fileNames = []string{"models.json", "db/models.json", "records.json", "records"}

// locate returns the URL of a catalogue: of the file, where a folder is given.
func locate(address string) (*url.URL, error) {
	if strings.HasPrefix(address, "http://") || strings.HasPrefix(address, "https://") {
		return url.Parse(address)
	}
	path := address
	if rest, ok := strings.CutPrefix(address, "file:"); ok {
		path = filepath.FromSlash(strings.TrimPrefix(rest, "//"))
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		return fileURL(path), nil
	}
	for _, name := range fileNames {
		if _, err := os.Stat(filepath.Join(path, name)); err == nil {
			return fileURL(filepath.Join(path, name)), nil
		}
	}
	return nil, fmt.Errorf("the folder has none of %s", strings.Join(fileNames, ", "))
}

func fileURL(path string) *url.URL { return &url.URL{Scheme: "file", Path: filepath.ToSlash(path)} }

// read reads a catalogue, packed or not.
func (c catalog) read(ctx context.Context, at *url.URL) ([]byte, error) {
	if at.Scheme == "file" {
		f, err := os.Open(filepath.FromSlash(at.Path))
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // only read
		return readAll(f, maxCatalogBytes)
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, err
	}
	resp, err := c.client.Do(req)
	if u := (*url.Error)(nil); errors.As(err, &u) {
		return nil, u.Err // the address is said already
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = resp.Body.Close() }() // only read
	if resp.StatusCode != http.StatusOK {
		return nil, &StatusError{at.String(), resp.StatusCode}
	}
	r, err := unpack(resp.Body)
	if err != nil {
		return nil, err
	}
	return readAll(r, maxCatalogBytes)
}

// file returns the URL of a file of an offer. A catalogue on disk has its
// files beside it, or else at the base address that it names. What comes from
// a catalogue never leads to a local file that is not below it, nor from https
// to http.
func (c catalog) file(base, path string) (string, error) {
	if !fs.ValidPath(path) || path == "." {
		return "", fmt.Errorf("%q is no path of a file", path)
	}
	folder := c.at.JoinPath("..")
	if strings.HasSuffix(c.at.Path, "/db/models.json") {
		folder = folder.JoinPath("..")
	}
	u := folder.JoinPath(path)
	if c.at.Scheme == "file" {
		if _, err := os.Stat(filepath.FromSlash(u.Path)); err == nil || base == "" {
			return u.String(), nil
		}
	}
	if base == "" {
		return u.String(), nil
	}
	b, err := c.at.Parse(base)
	if err != nil {
		return "", err
	}
	if b.Scheme != "https" && (b.Scheme != "http" || c.at.Scheme == "https") {
		return "", fmt.Errorf("the catalogue's files are at %q, which is not a safe address", base)
	}
	return b.JoinPath(path).String(), nil
}
