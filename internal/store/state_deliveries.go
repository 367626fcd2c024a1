package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/kilas-news/kilas"
)

// DeliveryState says how far a delivery is.
type DeliveryState int

// States of a delivery. A planned one may have left files that nobody looks
// for; nothing of it counts as told. Of a prepared one all is on the disk, and
// its stories count as told. A done one reached all its targets.
const (
	Planned DeliveryState = iota
	Prepared
	Done
)

// Kinds of targets.
const (
	TargetFile   = "file"
	TargetStdout = "stdout"
	TargetMail   = "mail"
)

// Target is one place that a digest goes to. Path is the name of a file, or the
// receivers of mail; Temp is where the file waits until it gets its name. Hash
// is the SHA-256 of what is delivered.
type Target struct {
	N       int
	Kind    string
	Path    string
	Temp    string
	Format  string
	Replace bool // the file may take the place of another
	Hash    []byte
	Written bool
}

// Delivery is one digest on its way to its targets, or there.
type Delivery struct {
	ID      string
	Created time.Time
	State   DeliveryState
	Title   string
	Stories int
	Leads   []string      // titles of its first stories
	Digest  *kilas.Digest // nil when it was too old to be kept
	Targets []Target
}

// Telling is what a delivery makes of a story.
type Telling struct {
	Story int64
	How   How
}

// How says what a delivery makes of a story.
type How int

// What a delivery makes of a story.
const (
	Tells   How = iota
	Updates     // it was told before, and this is its update
	Leaves      // it is left out
)

// Plan stores a delivery as planned, before any of its files is made.
func (s *State) Plan(ctx context.Context, d Delivery, tells []Telling) error {
	data, err := json.Marshal(d.Digest)
	if err != nil {
		return fmt.Errorf("plan a delivery: %w", err)
	}
	leads, err := json.Marshal(d.Leads)
	if err != nil {
		return fmt.Errorf("plan a delivery: %w", err)
	}
	return s.change(ctx, "plan a delivery", func(tx *sql.Tx) error {
		day, err := dayOf(ctx, tx)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `INSERT INTO delivery VALUES (?, ?, ?, ?, ?, ?, ?, ?)`, d.ID, unix(d.Created), Planned, d.Title, d.Stories, string(leads), s.pack(data), day); err != nil {
			return err
		}
		for i, t := range d.Targets {
			if _, err := tx.ExecContext(ctx, `INSERT INTO target VALUES (?, ?, ?, ?, ?, ?, ?, NULL, 0)`, d.ID, i, t.Kind, t.Path, t.Temp, t.Format, t.Replace); err != nil {
				return err
			}
		}
		for _, t := range tells {
			if _, err := tx.ExecContext(ctx, `INSERT INTO told VALUES (?, ?, ?)`, d.ID, t.Story, t.How); err != nil {
				return err
			}
		}
		return nil
	})
}

// Prepare notes that all files of a planned delivery are on the disk, with the
// hashes of its targets, and that its stories are told.
func (s *State) Prepare(ctx context.Context, id string, hashes [][]byte) error {
	return s.change(ctx, "prepare a delivery", func(tx *sql.Tx) error {
		for n, h := range hashes {
			if _, err := tx.ExecContext(ctx, `UPDATE target SET hash = ? WHERE delivery = ? AND n = ?`, h, id, n); err != nil {
				return err
			}
		}
		if _, err := tx.ExecContext(ctx, `UPDATE delivery SET state = ? WHERE id = ?`, Prepared, id); err != nil {
			return err
		}
		for _, do := range []string{
			fmt.Sprintf(`UPDATE story SET state = %d WHERE id IN (SELECT story FROM told WHERE delivery = ? AND how = %d)`, storyTold, Tells),
			fmt.Sprintf(`UPDATE story SET updated = %d WHERE id IN (SELECT story FROM told WHERE delivery = ? AND how = %d)`, updateTold, Updates),
			fmt.Sprintf(`UPDATE story SET state = %d WHERE id IN (SELECT story FROM told WHERE delivery = ? AND how = %d)`, storyLeft, Leaves),
		} {
			if _, err := tx.ExecContext(ctx, do, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Written notes that a target has its digest. With the last one the delivery is
// done.
func (s *State) Written(ctx context.Context, id string, n int) error {
	return s.change(ctx, "finish a delivery", func(tx *sql.Tx) error {
		if _, err := tx.ExecContext(ctx, `UPDATE target SET written = 1 WHERE delivery = ? AND n = ?`, id, n); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, `UPDATE delivery SET state = ? WHERE id = ? AND NOT EXISTS (SELECT 1 FROM target WHERE delivery = delivery.id AND written = 0)`, Done, id)
		return err
	})
}

// Rename notes that a file is to get another name than was planned.
func (s *State) Rename(ctx context.Context, id string, n int, path string) error {
	return s.change(ctx, "rename a file", func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, `UPDATE target SET path = ? WHERE delivery = ? AND n = ?`, path, id, n)
		return err
	})
}

// GiveUp drops the targets of a delivery that it did not reach. When it reached
// none, its stories are untold again and it never was.
func (s *State) GiveUp(ctx context.Context, id string) error {
	return s.change(ctx, "give up a delivery", func(tx *sql.Tx) error {
		var written int
		if err := tx.QueryRowContext(ctx, `SELECT count(*) FROM target WHERE delivery = ? AND written = 1`, id).Scan(&written); err != nil {
			return err
		}
		do := []string{`DELETE FROM target WHERE delivery = ? AND written = 0`, fmt.Sprintf(`UPDATE delivery SET state = %d WHERE id = ?`, Done)}
		if written == 0 {
			do = []string{
				fmt.Sprintf(`UPDATE story SET state = %d WHERE state IN (%d, %d) AND id IN (SELECT story FROM told WHERE delivery = ? AND how <> %d)`, storyNew, storyTold, storyLeft, Updates),
				fmt.Sprintf(`UPDATE story SET updated = %d WHERE state = %d AND id IN (SELECT story FROM told WHERE delivery = ? AND how = %d)`, updateWaiting, storyTold, Updates),
				`DELETE FROM delivery WHERE id = ?`,
			}
		}
		for _, d := range do {
			if _, err := tx.ExecContext(ctx, d, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// Pending returns the deliveries that are not done with their digests, the
// oldest first.
func (s *State) Pending(ctx context.Context) ([]Delivery, error) {
	return s.deliveries(ctx, true, `WHERE state <> ? ORDER BY created, id`, Done)
}

// Delivered returns the deliveries that went, or are on their way, to the file
// at a path, with their digests as long as those are kept, the latest first.
func (s *State) Delivered(ctx context.Context, path string, limit int) ([]Delivery, error) {
	return s.deliveries(ctx, true, `WHERE state <> ? AND digest IS NOT NULL AND id IN (SELECT delivery FROM target WHERE kind = ? AND path = ?) ORDER BY created DESC, id DESC LIMIT ?`,
		Planned, TargetFile, path, limit)
}

// History returns the last deliveries that are done, without their digests, the
// latest first, at most limit of them, 0 for all.
func (s *State) History(ctx context.Context, limit int) ([]Delivery, error) {
	if limit <= 0 {
		limit = -1
	}
	return s.deliveries(ctx, false, `WHERE state = ? ORDER BY created DESC, id DESC LIMIT ?`, Done, limit)
}

// LastDelivery is when the last digest was delivered, zero when none was.
func (s *State) LastDelivery(ctx context.Context) (time.Time, error) {
	var n sql.NullInt64
	err := s.db.QueryRowContext(ctx, `SELECT max(created) FROM delivery WHERE state <> ?`, Planned).Scan(&n)
	return fromUnix(n.Int64), s.failed("find the last digest", err)
}

func (s *State) deliveries(ctx context.Context, digests bool, where string, args ...any) ([]Delivery, error) {
	column := `NULL`
	if digests {
		column = `digest`
	}
	var out []Delivery
	at := map[string]int{}
	err := each(ctx, s.db, `SELECT id, created, state, title, stories, leads, `+column+` FROM delivery `+where, args, func(r *sql.Rows) error {
		d, err := s.scanDelivery(r)
		at[d.ID] = len(out)
		out = append(out, d)
		return err
	})
	if err != nil {
		return nil, s.failed("list deliveries", err)
	}
	err = each(ctx, s.db, `SELECT delivery, n, kind, path, temp, format, replaces, hash, written FROM target WHERE delivery IN (SELECT id FROM delivery `+where+`) ORDER BY delivery, n`, args, func(r *sql.Rows) error {
		var id string
		var t Target
		err := r.Scan(&id, &t.N, &t.Kind, &t.Path, &t.Temp, &t.Format, &t.Replace, &t.Hash, &t.Written)
		if i, ok := at[id]; ok {
			out[i].Targets = append(out[i].Targets, t)
		}
		return err
	})
	return out, s.failed("list deliveries", err)
}

func (s *State) scanDelivery(r *sql.Rows) (Delivery, error) {
	var d Delivery
	var created int64
	var leads string
	var data []byte
	if err := r.Scan(&d.ID, &created, &d.State, &d.Title, &d.Stories, &leads, &data); err != nil {
		return d, err
	}
	d.Created = fromUnix(created)
	text, err := s.unpack(data)
	if err == nil {
		err = json.Unmarshal([]byte(leads), &d.Leads)
	}
	if err == nil && len(text) > 0 {
		d.Digest = &kilas.Digest{}
		if e := json.Unmarshal(text, d.Digest); e != nil {
			err = errors.Join(ErrDamaged, e)
		}
	}
	return d, err
}
