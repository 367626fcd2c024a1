package models

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

// object is JSON that a test writes down.
type object = map[string]any

// registryOf is a catalogue of the training pipeline with the files of a
// server.
func registryOf(base string) object {
	model := func(architecture, status, from, to string) object {
		return object{"architecture": architecture, "releaseStatus": status, "sourceLanguage": from, "targetLanguage": to,
			"files": object{
				"model":            object{"path": "files/model.bin.gz", "uncompressedHash": "AB"},
				"lexicalShortlist": object{"path": "files/lex.bin.gz"},
				"vocab":            object{"path": "files/vocab.spm.gz"},
				"config":           object{"path": "files/config.yml"},
			}}
	}
	incomplete := model("base", "Release", "id", "en")
	delete(incomplete["files"].(object), "vocab")
	return object{"generated": "2026-01-01", "baseUrl": base, "models": object{
		"id-en": []object{
			model("base-memory", "Nightly", "id", "en"), model("tiny", "Release", "id", "en"),
			model("base", "Release Desktop", "id", "en"), incomplete,
		},
		"en-zh_hant": []object{model("tiny", "Release", "en", "zh_hant")},
	}}
}

func TestAvailableRegistry(t *testing.T) {
	t.Parallel()
	srv := newServer(t)
	srv.on("models.json", answer(t, registryOf(srv.URL+"/bucket/")))
	offers, err := Available(t.Context(), nil, srv.URL+"/nothing.json", srv.URL+"/db/models.json")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, o := range offers {
		got = append(got, fmt.Sprintf("%s %s %v", o.Pair, o.Name, o.Released))
	}
	want := "en-zh-hant tiny true, id-en base true, id-en tiny true, id-en base-memory false"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("Available = %s, want %s", s, want)
	}
	o, err := Best(offers, idEn, "")
	if err != nil || len(o.Files) != 3 {
		t.Fatalf("Best = %+v, %v", o, err)
	}
	if f := o.Files[0]; f != (Remote{Part: PartModel, URL: srv.URL + "/bucket/files/model.bin.gz", SHA256: "ab"}) {
		t.Errorf("the model's file is %+v", f)
	}
	if o, err := Best(offers, idEn, "tiny"); err != nil || o.Name != "tiny" {
		t.Errorf("Best of tiny = %+v, %v", o, err)
	}
	if _, err := Best(offers, Pair{"cy", "en"}, ""); !errors.Is(err, ErrNotOffered) {
		t.Errorf("Best of a pair that is not there: %v", err)
	}
}

// Firefox's catalogue, whose server says where the files are; one of the files
// is packed with zstd.
func TestAvailableRecords(t *testing.T) {
	t.Parallel()
	srv, s := newServer(t), Store{t.TempDir()}
	model, vocab := read(t, modelFile), read(t, vocabFile)
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	packed := enc.EncodeAll(vocab, nil)
	srv.on("vocab.zst", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(packed) })
	srv.on("v1", answer(t, object{"capabilities": object{"attachments": object{"base_url": srv.URL + "/cdn/"}}}))
	entry := func(fileType, version, filter, hash, location string) object {
		return object{"fromLang": "id", "toLang": "en", "version": version, "fileType": fileType, "filter_expression": filter,
			"attachment": object{"hash": hash, "location": location}}
	}
	zst := entry("vocab", "2.1", "", hashOf(packed), "vocab.zst")
	zst["decompressedHash"] = hashOf(vocab)
	srv.on("records", answer(t, object{"data": []object{
		entry("model", "1.9", "", "aa", "old.bin"), entry("vocab", "1.9", "", "aa", "old.spm"),
		entry("model", "2.1", "", hashOf(model), "model.bin"), zst,
		entry("model", "3.0", "env.channel == 'nightly'", "aa", "new.bin"), entry("vocab", "3.0", "env.channel == 'nightly'", "aa", "new.spm"),
		entry("model", "2.1a1", "", "aa", "alpha.bin"), entry("vocab", "2.1a1", "", "aa", "alpha.spm"),
		entry("qualityModel", "2.1", "", "aa", "quality.bin"),
	}}))
	offers, err := Available(t.Context(), nil, srv.URL+"/v1/buckets/main/collections/translations-models/records")
	if err != nil || len(offers) != 4 {
		t.Fatalf("Available = %+v, %v", offers, err)
	}
	o, err := Best(offers, idEn, "")
	if err != nil || o.Name != "2.1" {
		t.Fatalf("Best = %+v, %v", o, err)
	}
	if _, err := s.Add(t.Context(), o, quick); err != nil {
		t.Fatal(err)
	}
	if err := s.Verify(idEn); err != nil {
		t.Error(err)
	}
	o.Files[0].PackedSHA256 = hashOf(vocab)
	if _, err := (Store{t.TempDir()}).Add(t.Context(), o, quick); !errors.Is(err, ErrHash) {
		t.Errorf("Add of a file whose hash is another: %v", err)
	}
}

func TestAvailableFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	catalog := `{"baseUrl": "https://example.invalid/", "models": {"id-en": [{"architecture": "tiny", "releaseStatus": "Release",
		"sourceLanguage": "id", "targetLanguage": "en", "files": {"model": {"path": "a b/model.bin"}, "vocab": {"path": "elsewhere.spm"}}}]}}`
	write(t, filepath.Join(dir, "db", "models.json"), []byte(catalog))
	write(t, filepath.Join(dir, "a b", "model.bin"), read(t, modelFile))
	for _, address := range []string{dir, "file:" + dir, "file://" + dir, filepath.Join(dir, "db", "models.json")} {
		offers, err := Available(t.Context(), nil, address)
		if err != nil || len(offers) != 1 {
			t.Fatalf("Available(%s) = %+v, %v", address, offers, err)
		}
		files := offers[0].Files
		if !strings.HasPrefix(files[0].URL, "file:///") || files[1].URL != "https://example.invalid/elsewhere.spm" {
			t.Errorf("Available(%s) has the files %+v", address, files)
		}
	}
	// with all files, it installs without a network
	write(t, filepath.Join(dir, "elsewhere.spm"), gzipped(t, read(t, vocabFile)))
	offers, err := Available(t.Context(), nil, dir)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (Store{t.TempDir()}).Add(t.Context(), offers[0], quick); err != nil {
		t.Fatal(err)
	}
}

// Firefox's catalogue may be a folder too, and its hashes hold there as well.
func TestAvailableRecordsFolder(t *testing.T) {
	t.Parallel()
	for _, hash := range []string{hashOf(read(t, vocabFile)), hashOf(nil)} {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "records.json"), fmt.Appendf(nil, `{"data": [
			{"fromLang": "id", "toLang": "en", "version": "1.0", "fileType": "model", "attachment": {"location": "m.bin"}},
			{"fromLang": "id", "toLang": "en", "version": "1.0", "fileType": "vocab", "attachment": {"location": "v.spm", "hash": %q}}]}`, hash))
		write(t, filepath.Join(dir, "m.bin"), read(t, modelFile))
		write(t, filepath.Join(dir, "v.spm"), read(t, vocabFile))
		offers, err := Available(t.Context(), nil, dir)
		if err != nil || len(offers) != 1 {
			t.Fatalf("Available = %+v, %v", offers, err)
		}
		_, err = Store{t.TempDir()}.Add(t.Context(), offers[0], quick)
		if wrong := hash == hashOf(nil); wrong != errors.Is(err, ErrHash) || !wrong && err != nil {
			t.Errorf("Add of a file that should have the hash %s: %v", hash, err)
		}
	}
}

func TestAvailableRefuses(t *testing.T) {
	t.Parallel()
	catalogWith := func(base, path string) string {
		return fmt.Sprintf(`{"baseUrl": %q, "models": {"id-en": [{"sourceLanguage": "id", "targetLanguage": "en",
			"files": {"model": {"path": %q}, "vocab": {"path": "v"}}}]}}`, base, path)
	}
	tests := []struct{ name, body string }{
		{"not JSON", "<html>"},
		{"something else", `{"hello": 1}`},
		{"path upwards", catalogWith("", "../../secret")},
		{"absolute path", catalogWith("", "/etc/passwd")},
		{"local files", catalogWith("file:///etc/", "passwd")},
		{"other scheme", catalogWith("ftp://example.invalid/", "x")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			srv := newServer(t)
			srv.on("models.json", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte(tt.body)) })
			if offers, err := Available(t.Context(), nil, srv.URL+"/models.json"); err == nil {
				t.Errorf("Available = %+v, want an error", offers)
			}
		})
	}
}

func TestVersions(t *testing.T) {
	t.Parallel()
	order := []string{"", "0.9", "1.0a1", "1.0a2", "1.0", "1.2", "1.10", "2.0b1", "2.0"}
	for i := range len(order) - 1 {
		a, b := parseVersion(order[i]), parseVersion(order[i+1])
		if a.compare(b) >= 0 || b.compare(a) <= 0 || a.compare(a) != 0 {
			t.Errorf("version %q is not before %q", order[i], order[i+1])
		}
	}
}
