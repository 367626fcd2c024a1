package digest

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/kilas-news/kilas/internal/store"
)

// Target is one place that a digest goes to. Kind is one of store.TargetFile,
// TargetStdout and TargetMail. Path is the pattern of a file's name, see [Expand],
// or for mail what the history shows as its receivers. Format is one that the
// [Renderer] knows.
type Target struct {
	Kind   string
	Path   string
	Format string
}

// formats are those of file names by their endings.
var formats = map[string]string{
	".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
	".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl", ".tmx": "tmx", ".atom": "atom", ".xml": "atom", ".epub": "epub",
}

// FormatOf returns the format that the ending of a file's name stands for, ""
// for none.
func FormatOf(path string) string { return formats[strings.ToLower(filepath.Ext(path))] }

// Placeholders of a file's name.
const (
	placeDate = "{date}" // 2026-11-22
	placeTime = "{time}" // 0630
	placeN    = "{n}"    // 1, 2, 3: the first that is free
)

// Expand returns the name that a pattern stands for at a time. A pattern with a
// placeholder never names a file that exists, as taken reports: a second digest
// of a day is digest-2026-11-22-2.html. One without is the name itself, whose
// file is replaced.
func Expand(pattern string, now time.Time, taken func(string) bool) (path string, replace bool) {
	path = strings.ReplaceAll(pattern, placeDate, now.Format(time.DateOnly))
	path = strings.ReplaceAll(path, placeTime, now.Format("1504"))
	if path == pattern && !strings.Contains(pattern, placeN) {
		return path, true
	}
	for n := 1; ; n++ {
		name := path
		switch {
		case strings.Contains(path, placeN):
			name = strings.ReplaceAll(path, placeN, strconv.Itoa(n))
		case n > 1:
			ext := filepath.Ext(path)
			name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(path, ext), n, ext)
		}
		if !taken(name) {
			return name, false
		}
	}
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// resolve names the files of a delivery, with absolute paths: the run that
// finishes it may be in another folder.
func (r *run) resolve(id string) ([]store.Target, error) {
	var out []store.Target
	named := map[string]bool{}
	for i, t := range r.opt.Targets {
		target := store.Target{N: i, Kind: t.Kind, Path: t.Path, Format: t.Format}
		if t.Kind == store.TargetFile {
			pattern, err := filepath.Abs(t.Path)
			if err != nil {
				return nil, err
			}
			target.Path, target.Replace = Expand(pattern, r.opt.Now, func(path string) bool { return named[path] || exists(path) })
			if named[target.Path] {
				return nil, fmt.Errorf("two outputs are %s", target.Path)
			}
			named[target.Path] = true
			target.Temp = filepath.Join(filepath.Dir(target.Path), fmt.Sprintf(".%s.%s-%d", filepath.Base(target.Path), id, i))
		}
		out = append(out, target)
	}
	return out, nil
}
