package digest

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/kilas-news/kilas/internal/store"
	"github.com/kilas-news/kilas/render"
)

// indexName is the page of an archive that lists its digests.
const indexName = "index.html"

// index writes the list of the digests that are in the archive. It can always be
// made again, so it is written after the digest was delivered.
func (r *run) index(ctx context.Context) error {
	history, err := r.State.History(ctx, 0)
	if err != nil {
		return err
	}
	var list []render.Past
	for _, d := range history {
		for _, t := range d.Targets {
			if t.Kind == store.TargetFile && filepath.Dir(t.Path) == r.opt.Archive && t.Format == "html" && exists(t.Path) {
				list = append(list, render.Past{
					Title: d.Title, Created: d.Created.In(r.opt.Now.Location()).Format(time.RFC3339),
					Stories: d.Stories, Href: filepath.Base(t.Path), Leads: d.Leads,
				})
			}
		}
	}
	path := filepath.Join(r.opt.Archive, indexName)
	f, err := os.CreateTemp(r.opt.Archive, "."+indexName+".*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name()) // nothing once it has its name
	err = render.ArchiveHTML(f, list, render.Options{Generator: r.Generator})
	if e := f.Chmod(0o644); err == nil {
		err = e
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
