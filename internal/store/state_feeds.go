package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// Feed is a subscription: what the user set, and how it fares. Named says that
// Title is the user's choice, which the feed's own title does not replace.
// Weight makes its stories more (above 1) or less important; PerRun is how many
// of its newest entries a run looks at, 0 for all. Folder is its place in OPML,
// levels parted by "/". Of Include, words and phrases, an entry must have one if
// there are any; of Exclude none.
type Feed struct {
	ID     int64
	URL    string
	Kind   string // "feed", "sitemap" or "page"
	Title  string
	Named  bool
	Site   string
	Folder string
	Lang   kilas.Lang
	Weight float64
	PerRun int

	Include, Exclude []string

	Paused bool
	Added  time.Time
	Health Health
}

// Health is how a feed fares. Tried is when it was last asked, OK when it last
// answered, Next the time before which it is not to be asked, and Failures how
// often in a row it failed, with Error and Code of the last time. ETag and
// LastModified are what it is asked with. TTL is how long the feed says that it
// won't change, Skip when it asks to be left alone, in UTC: bits 0 to 23 are
// hours, 24 to 30 the days from Sunday on.
type Health struct {
	ETag         string
	LastModified string
	Tried        time.Time
	OK           time.Time
	Next         time.Time
	Failures     int
	Error        string
	Code         string
	TTL          time.Duration
	Skip         uint32
}

// ErrNoFeed says that there is no such subscription.
var ErrNoFeed = errors.New("no such feed")

const feedColumns = `id, url, kind, title, named, site, folder, lang, weight, per_run, include, exclude, paused, added,
	etag, last_modified, tried, ok, next, failures, error, code, ttl, skip`

// Feeds returns the subscriptions in the order in which they were added.
func (s *State) Feeds(ctx context.Context) ([]Feed, error) {
	var out []Feed
	err := each(ctx, s.db, `SELECT `+feedColumns+` FROM feed ORDER BY id`, nil, func(r *sql.Rows) error {
		var f Feed
		var include, exclude string
		var added, tried, ok, next, ttl int64
		if err := r.Scan(&f.ID, &f.URL, &f.Kind, &f.Title, &f.Named, &f.Site, &f.Folder, &f.Lang, &f.Weight, &f.PerRun, &include, &exclude, &f.Paused, &added,
			&f.Health.ETag, &f.Health.LastModified, &tried, &ok, &next, &f.Health.Failures, &f.Health.Error, &f.Health.Code, &ttl, &f.Health.Skip); err != nil {
			return err
		}
		f.Include, f.Exclude = splitLines(include), splitLines(exclude)
		f.Added = fromUnix(added)
		f.Health.Tried, f.Health.OK, f.Health.Next = fromUnix(tried), fromUnix(ok), fromUnix(next)
		f.Health.TTL = time.Duration(ttl) * time.Second
		out = append(out, f)
		return nil
	})
	return out, s.failed("list feeds", err)
}

// splitLines reads a column that holds a list, one item a line.
func splitLines(column string) []string {
	if column == "" {
		return nil
	}
	return strings.Split(column, "\n")
}

// joinLines is the column that holds a list.
func joinLines(list []string) string { return strings.Join(list, "\n") }

// AddFeeds adds subscriptions, all or none. It reports for each whether it is
// new: one whose URL is there already stays as it is. A zero Weight means 1, an
// empty Kind "feed".
func (s *State) AddFeeds(ctx context.Context, feeds ...Feed) ([]bool, error) {
	added := make([]bool, len(feeds))
	err := s.change(ctx, "add feeds", func(tx *sql.Tx) error {
		for i, f := range feeds {
			if f.Weight == 0 {
				f.Weight = 1
			}
			if f.Kind == "" {
				f.Kind = "feed"
			}
			r, err := tx.ExecContext(ctx, `INSERT INTO feed (url, kind, title, named, site, folder, lang, weight, per_run, include, exclude, paused, added)
				VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO NOTHING`,
				f.URL, f.Kind, f.Title, f.Named, f.Site, f.Folder, f.Lang, f.Weight, f.PerRun, joinLines(f.Include), joinLines(f.Exclude), f.Paused, unix(f.Added))
			if err != nil {
				return err
			}
			n, err := r.RowsAffected()
			if err != nil {
				return err
			}
			added[i] = n > 0
		}
		return nil
	})
	return added, err
}

// SetFeed stores what the user can set of the subscription with f's ID:
// everything but its health. It returns ErrNoFeed when there is none.
func (s *State) SetFeed(ctx context.Context, f Feed) error {
	return s.change(ctx, "change a feed", func(tx *sql.Tx) error {
		return one(tx.ExecContext(ctx, `UPDATE feed SET url = ?, kind = ?, title = ?, named = ?, site = ?, folder = ?, lang = ?, weight = ?, per_run = ?, include = ?, exclude = ?, paused = ?
			WHERE id = ?`, f.URL, f.Kind, f.Title, f.Named, f.Site, f.Folder, f.Lang, f.Weight, f.PerRun, joinLines(f.Include), joinLines(f.Exclude), f.Paused, f.ID))
	})
}

// SetHealth stores how a feed fared. It returns ErrNoFeed when it was removed
// in the meantime.
func (s *State) SetHealth(ctx context.Context, id int64, h Health) error {
	return s.change(ctx, "note a feed's health", func(tx *sql.Tx) error { return setHealth(ctx, tx, id, h) })
}

func setHealth(ctx context.Context, tx *sql.Tx, id int64, h Health) error {
	return one(tx.ExecContext(ctx, `UPDATE feed SET etag = ?, last_modified = ?, tried = ?, ok = ?, next = ?, failures = ?, error = ?, code = ?, ttl = ?, skip = ? WHERE id = ?`,
		h.ETag, h.LastModified, unix(h.Tried), unix(h.OK), unix(h.Next), h.Failures, h.Error, h.Code, int64(h.TTL/time.Second), h.Skip, id))
}

// RemoveFeeds ends subscriptions, all or none. What they gave is remembered, so
// that a feed that comes back is not told anew. It returns ErrNoFeed when one
// of them does not exist.
func (s *State) RemoveFeeds(ctx context.Context, ids ...int64) error {
	return s.change(ctx, "remove feeds", func(tx *sql.Tx) error {
		for _, id := range ids {
			if err := one(tx.ExecContext(ctx, `DELETE FROM feed WHERE id = ?`, id)); err != nil {
				return err
			}
		}
		return nil
	})
}

// one wants a statement to have changed a feed.
func one(r sql.Result, err error) error {
	if err != nil {
		return err
	}
	n, err := r.RowsAffected()
	if err == nil && n == 0 {
		return ErrNoFeed
	}
	return err
}
