package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Entry is what a feed says of an article. GUID and Link are what it is known
// by; either may be empty, which identifies nothing. Version is a hash of what
// changes when the article does. Content is the full text that the feed has of
// it, if any, as HTML.
//
// Article is the article that it gave, 0 for none. Update says that it gave one
// before. Tries counts what was tried in vain. Drop says that an entry is to be
// noted, and never to wait for its article.
type Entry struct {
	ID        int64
	Feed      int64
	GUID      string
	Link      string
	URL       string
	Title     string
	Lang      string // as the feed says
	Version   []byte
	Published time.Time
	Content   string
	Tries     int
	Article   int64
	Update    bool
	Drop      bool
}

// States of an entry.
const (
	entryWaiting = 0
	entryDone    = 1
)

// maxUpdates bounds how often an entry that changes is looked at again.
const maxUpdates = 5

// seenDays is how many days pass until it is noted again that a feed still has
// an entry; most do for long.
const seenDays = 7

// Noted is what [State.AddEntries] found: entries that are new, changed ones,
// and all.
type Noted struct{ New, Updated, All int }

// AddEntries notes what a feed has, together with its health, whole or not at
// all. An entry that is known by its GUID, else by its link, is new only once;
// one whose version changed waits again. It returns ErrNoFeed when the feed was
// removed in the meantime.
func (s *State) AddEntries(ctx context.Context, f Feed, entries []Entry, now time.Time) (Noted, error) {
	var n Noted
	err := s.change(ctx, "note entries", func(tx *sql.Tx) error {
		n = Noted{All: len(entries)}
		if err := setHealth(ctx, tx, f.ID, f.Health); err != nil {
			return err
		}
		day, err := dayOf(ctx, tx)
		if err != nil {
			return err
		}
		find, err := tx.PrepareContext(ctx, findEntry)
		if err != nil {
			return err
		}
		defer find.Close()
		for _, e := range entries {
			e.Feed = f.ID
			if err := s.addEntry(ctx, tx, find, f, e, &n, now, day); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// findEntry finds the entry with a GUID, else the one with a link.
const findEntry = `SELECT id, version, state, updates, article, day FROM entry WHERE guid = ? OR link = ? ORDER BY guid IS NOT ? LIMIT 1`

func (s *State) addEntry(ctx context.Context, tx *sql.Tx, find *sql.Stmt, f Feed, e Entry, n *Noted, now time.Time, day int) error {
	guid, link := entryKey(fmt.Sprintf("guid %d", f.ID), e.GUID), entryKey("link", e.Link)
	var id, article int64
	var version []byte
	var state, updates, seen int
	err := find.QueryRowContext(ctx, guid, link, guid).
		Scan(&id, &version, &state, &updates, &article, &seen)
	if errors.Is(err, sql.ErrNoRows) {
		state = entryWaiting
		if e.Drop {
			state = entryDone
		} else {
			n.New++
		}
		_, err = tx.ExecContext(ctx, `INSERT INTO entry (feed, guid, link, url, lang, version, title, published, content, state, tries, next, updates, article, seen, day)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, ?, ?)`,
			e.Feed, guid, link, e.URL, e.Lang, e.Version, e.Title, unix(e.Published), s.packed(e.Content, state == entryWaiting), state, unix(now), day)
		return err
	}
	if err != nil {
		return err
	}
	// Another feed may have the entry in its own words, so only an entry that
	// gave an article and is known by its own GUID, or has none, counts as changed.
	if state == entryDone && article != 0 && updates < maxUpdates && !bytes.Equal(version, e.Version) && !e.Drop {
		own, err := ownEntry(ctx, tx, id, f.ID)
		if err != nil {
			return err
		}
		if own {
			n.Updated++
			_, err = tx.ExecContext(ctx, `UPDATE entry SET version = ?, title = ?, content = ?, state = ?, tries = 0, next = 0, updates = updates + 1, day = ? WHERE id = ?`,
				e.Version, e.Title, s.packed(e.Content, true), entryWaiting, day, id)
			return err
		}
	}
	if day-seen >= seenDays {
		_, err = tx.ExecContext(ctx, `UPDATE entry SET day = ? WHERE id = ?`, day, id)
	}
	return err
}

// ownEntry reports whether an entry came from a feed.
func ownEntry(ctx context.Context, tx *sql.Tx, id, feed int64) (bool, error) {
	var from int64
	err := tx.QueryRowContext(ctx, `SELECT feed FROM entry WHERE id = ?`, id).Scan(&from)
	return from == feed, err
}

// Waiting returns the entries of a feed, or of all if feed is 0, whose articles
// are still to be fetched, in the order in which they were noted. An entry whose
// time is further off than maxWait does not wait for it: the clock has jumped.
func (s *State) Waiting(ctx context.Context, feed int64, now time.Time, maxWait time.Duration) ([]Entry, error) {
	var out []Entry
	err := each(ctx, s.db, `SELECT id, feed, url, lang, title, published, content, tries, article, updates FROM entry
		WHERE state = 0 AND (next <= ? OR next > ?) AND (feed = ? OR ? = 0) ORDER BY id`, []any{unix(now), unix(now.Add(maxWait)), feed, feed}, func(r *sql.Rows) error {
		var e Entry
		var published int64
		var content []byte
		var updates int
		if err := r.Scan(&e.ID, &e.Feed, &e.URL, &e.Lang, &e.Title, &published, &content, &e.Tries, &e.Article, &updates); err != nil {
			return err
		}
		e.Published, e.Update = fromUnix(published), updates > 0 && e.Article != 0
		text, err := s.unpack(content)
		e.Content = string(text)
		out = append(out, e)
		return err
	})
	return out, s.failed("list entries", err)
}

// DropWaiting ends the wait of all entries, as if the user had read them. It
// returns how many there were.
func (s *State) DropWaiting(ctx context.Context) (int, error) {
	var n int64
	err := s.change(ctx, "drop entries", func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `UPDATE entry SET state = ?, content = NULL WHERE state = ?`, entryDone, entryWaiting)
		if err != nil {
			return err
		}
		n, err = r.RowsAffected()
		return err
	})
	return int(n), err
}

// entryKey is the hash by which something is known, nil for nothing.
func entryKey(kind, value string) []byte {
	if value == "" {
		return nil
	}
	sum := sha256.Sum256([]byte(kind + "\n" + value))
	return sum[:16]
}
