package models

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/kilas-news/kilas/translate/nmt"
)

// Model is an installed model. Name is its architecture and version as far as
// they are known, Source the catalogue or folder that it came from.
type Model struct {
	Pair      Pair      `json:"-"`
	Name      string    `json:"name,omitempty"`
	Source    string    `json:"source"`
	Installed time.Time `json:"installed"`
	Parts     []File    `json:"files"`

	dir string
}

// File is a file of an installed model: its size in bytes and its hash in
// hexadecimal.
type File struct {
	Part   Part   `json:"part"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// manifestName is the file that says what a model's folder holds.
const manifestName = "kilas.json"

// Dir is the folder of the model.
func (m Model) Dir() string { return m.dir }

// Size is that of all files, in bytes.
func (m Model) Size() int64 {
	var n int64
	for _, f := range m.Parts {
		n += f.Size
	}
	return n
}

// Version tells models of the same pair apart by what their files hold.
func (m Model) Version() string {
	h := sha256.New()
	for _, f := range m.Parts {
		fmt.Fprintln(h, f.Part, f.SHA256) // never fails, as hash.Hash promises
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// Files reads the model's files, as long as they have the sizes that were
// recorded when the model was installed.
func (m Model) Files() (nmt.Files, error) {
	var out nmt.Files
	for _, f := range m.Parts {
		data, err := m.read(f)
		if err != nil {
			return nmt.Files{}, fmt.Errorf("model %s: %w", m.Pair, err)
		}
		switch f.Part {
		case PartModel:
			out.Model = data
		case PartShortlist:
			out.Shortlist = data
		case PartVocab, PartSourceVocab:
			out.SourceVocab = data
		case PartTargetVocab:
			out.TargetVocab = data
		}
	}
	return out, nil
}

func (m Model) read(f File) ([]byte, error) {
	name := f.Part.fileName()
	r, err := os.Open(filepath.Join(m.dir, name))
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }() // only read
	info, err := r.Stat()
	if err != nil {
		return nil, err
	}
	if info.Size() != f.Size {
		return nil, fmt.Errorf("%s has %d bytes, not %d", name, info.Size(), f.Size)
	}
	data := make([]byte, f.Size)
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return data, nil
}

// verify checks every hash and loads the model.
func (m Model) verify() error {
	if err := m.checkHashes(); err != nil {
		return err
	}
	files, err := m.Files()
	if err != nil {
		return err
	}
	if _, err := nmt.Load(files); err != nil {
		return fmt.Errorf("model %s: %w", m.Pair, err)
	}
	return nil
}

func (m Model) checkHashes() error {
	for _, f := range m.Parts {
		data, err := m.read(f)
		if err != nil {
			return fmt.Errorf("model %s: %w", m.Pair, err)
		}
		if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.SHA256 {
			return fmt.Errorf("model %s: %s: %w", m.Pair, f.Part.fileName(), ErrHash)
		}
	}
	return nil
}

// readModel reads what a folder of a store holds.
func readModel(dir string, p Pair) (Model, error) {
	m := Model{Pair: p, dir: dir}
	data, err := readLimited(filepath.Join(dir, manifestName), maxManifestBytes)
	if err != nil {
		return m, fmt.Errorf("model %s: %w", p, err)
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, fmt.Errorf("model %s: %s: %w", p, manifestName, err)
	}
	parts := make(map[Part]bool)
	for _, f := range m.Parts {
		if f.Size < 0 || f.Size > maxFileBytes {
			return m, fmt.Errorf("model %s: %s: %w", p, f.Part, ErrTooLarge)
		}
		parts[f.Part] = true
	}
	if err := complete(parts); err != nil {
		return m, fmt.Errorf("model %s: %w", p, err)
	}
	return m, nil
}

func (m Model) writeManifest() error {
	data, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(m.dir, manifestName), append(data, '\n'), 0o644)
}

// readLimited reads a file of at most so many bytes.
func readLimited(path string, most int64) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	return readAll(f, most)
}

func readAll(r io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = fmt.Errorf("more than %d bytes: %w", most, ErrTooLarge)
	}
	return data, err
}

// closeAll closes a file that was written; an error of the write goes first.
func closeAll(f *os.File, err error) error {
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
