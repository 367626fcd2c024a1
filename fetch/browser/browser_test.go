package browser_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kilas-news/kilas/fetch/browser"
)

func TestFind(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("PATH", dir)
	if _, err := browser.Find(""); !errors.Is(err, browser.ErrNotFound) {
		t.Errorf("Find in an empty folder: %v, want ErrNotFound", err)
	}
	if _, err := browser.Find(filepath.Join(dir, "nothing")); !errors.Is(err, browser.ErrNotFound) || !strings.Contains(err.Error(), "nothing") {
		t.Errorf("Find of a path without a program: %v", err)
	}
	program(t, filepath.Join(dir, "google-chrome"))
	program(t, filepath.Join(dir, "chromium"))
	b, err := browser.Find("")
	if err != nil || filepath.Base(b.Path) != "chromium" {
		t.Errorf("Find = %+v, %v, want chromium", b, err)
	}
}

// TestBrokenBrowser: a program that isn't a browser is an error, not a hang.
func TestBrokenBrowser(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "chromium")
	program(t, path)
	b, err := browser.Find(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := b.Render(context.Background(), "http://127.0.0.1:1/", "http://127.0.0.1:1"); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("Render: %v", err)
	}
}

func program(t *testing.T, path string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("#!/bin/sh\nexit 1\n"), 0o700); err != nil {
		t.Fatal(err)
	}
}
