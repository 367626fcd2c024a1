package models

import (
	"errors"
	"path/filepath"
	"testing"
)

func TestParsePair(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"id-en", "id-en"}, {"EN_ID", "en-id"}, {"zh-Hant-en", "zh-hant-en"}, {"en-zh_hans", "en-zh"}, {"no-en", "nb-en"},
		{"id", ""}, {"id-id", ""}, {"./id-en", ""}, {"id-en-fr", ""}, {"", ""}, {"english-id", ""},
	}
	for _, tt := range tests {
		p, ok := ParsePair(tt.in)
		if ok != (tt.want != "") || ok && p.String() != tt.want {
			t.Errorf("ParsePair(%q) = %v, %v; want %q", tt.in, p, ok, tt.want)
		}
	}
}

func TestFind(t *testing.T) {
	t.Parallel()
	const config = "models:\n  - model.intgemm.alphas.bin\nvocabs:\n  - vocab.deen.spm\n  - vocab.deen.spm\nshortlist:\n  - lex.s2t.bin\n  - false\n"
	tests := []struct {
		name   string
		folder string
		files  map[string]string
		pair   Pair
		want   string
		parts  int
		err    error
	}{
		{"Firefox", "x", map[string]string{"model.iden.intgemm.alphas.bin": "", "lex.50.50.iden.s2t.bin": "", "vocab.iden.spm": ""}, Pair{}, "id-en", 3, nil},
		{"Firefox, packed", "x", map[string]string{"model.iden.intgemm.alphas.bin.gz": "", "vocab.iden.spm.gz": ""}, Pair{}, "id-en", 2, nil},
		{"two vocabularies", "x", map[string]string{"model.enja.intgemm8.bin": "", "srcvocab.enja.spm": "", "trgvocab.enja.spm": ""}, Pair{}, "en-ja", 3, nil},
		{"Bergamot", "x", map[string]string{"model.intgemm.alphas.bin": "", "lex.s2t.bin": "", "vocab.deen.spm": ""}, Pair{}, "de-en", 3, nil},
		{"translateLocally", "de-en.tiny", map[string]string{
			"config.intgemm8bitalpha.yml": config, "config.intgemm8bit.yml": "models: [other.bin]\nvocabs: [a, a]\n",
			"model.intgemm.alphas.bin": "", "model.npz": "", "lex.s2t.bin": "", "vocab.deen.spm": "", "model_info.json": "{}",
		}, Pair{}, "de-en", 3, nil},
		{"names of a store", "id-en", map[string]string{"model.bin": "", "vocab.spm": ""}, Pair{}, "id-en", 2, nil},
		{"student", "deen.student.base", map[string]string{"model.bin": "", "vocab.spm": ""}, Pair{}, "de-en", 2, nil},
		{"pair given", "x", map[string]string{"model.bin": "", "vocab.spm": ""}, Pair{"id", "en"}, "id-en", 2, nil},
		{"one of two pairs", "x", map[string]string{
			"model.iden.intgemm.alphas.bin": "", "vocab.iden.spm": "", "model.enid.intgemm.alphas.bin": "", "vocab.enid.spm": "",
		}, Pair{"en", "id"}, "en-id", 2, nil},
		{"no pair", "models", map[string]string{"model.bin": "", "vocab.spm": ""}, Pair{}, "", 0, ErrUnknownPair},
		{"no vocabulary", "x", map[string]string{"model.iden.intgemm.alphas.bin": ""}, Pair{}, "", 0, ErrNoModel},
		{"nothing", "x", map[string]string{"readme.txt": ""}, Pair{}, "", 0, ErrNoModel},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), tt.folder)
			for name, content := range tt.files {
				write(t, filepath.Join(dir, name), []byte(content))
			}
			got, err := Find(dir, tt.pair)
			switch {
			case !errors.Is(err, tt.err):
				t.Fatalf("Find: %v, want %v", err, tt.err)
			case err == nil && (got.Pair.String() != tt.want || len(got.sources) != tt.parts):
				t.Errorf("Find = %s with %+v, want %s with %d files", got.Pair, got.sources, tt.want, tt.parts)
			}
		})
	}
}

func TestFindRefuses(t *testing.T) {
	t.Parallel()
	tests := map[string]map[string]string{
		"several pairs":   {"model.iden.intgemm.alphas.bin": "", "vocab.iden.spm": "", "model.enid.intgemm.alphas.bin": "", "vocab.enid.spm": ""},
		"two models":      {"model.iden.intgemm.alphas.bin": "", "model.iden.intgemm8.bin": "", "vocab.iden.spm": ""},
		"files elsewhere": {"config.yml": "models: [../model.bin]\nvocabs: [a, a]\n"},
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			for file, content := range files {
				write(t, filepath.Join(dir, file), []byte(content))
			}
			if got, err := Find(dir, Pair{}); err == nil {
				t.Errorf("Find = %+v, want an error", got)
			}
		})
	}
}

func TestAddFolder(t *testing.T) {
	t.Parallel()
	dir, s := t.TempDir(), Store{t.TempDir()}
	write(t, filepath.Join(dir, "model.iden.intgemm.alphas.bin.gz"), gzipped(t, read(t, modelFile)))
	write(t, filepath.Join(dir, "vocab.iden.spm"), read(t, vocabFile))
	for range 2 { // the second one takes the place of the first
		if _, err := s.AddFolder(t.Context(), dir, Pair{}); err != nil {
			t.Fatal(err)
		}
	}
	m, err := s.Get(idEn)
	if err != nil || m.Source != dir {
		t.Fatalf("Get = %+v, %v", m, err)
	}
	if err := s.Verify(idEn); err != nil {
		t.Error(err)
	}
	leftOver(t, s)
}
