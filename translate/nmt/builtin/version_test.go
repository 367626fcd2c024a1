package builtin

import (
	"crypto/sha256"
	"encoding/hex"
	"testing"
)

// Translations that the old models made must not be taken for the new ones'.
func TestVersion(t *testing.T) {
	t.Parallel()
	entries, err := files.ReadDir(".")
	if err != nil || len(entries) != 3 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	h := sha256.New()
	for _, e := range entries {
		data, err := files.ReadFile(e.Name())
		if err != nil {
			t.Fatal(err)
		}
		h.Write(data)
	}
	if got := hex.EncodeToString(h.Sum(nil))[:len(Version)]; got != Version || len(Version) < 12 {
		t.Errorf("the files' hash begins with %s, Version is %q", got, Version)
	}
}
