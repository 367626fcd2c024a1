package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"
)

// States of a story.
const (
	storyNew  = 0
	storyTold = 1
	storyRead = 2 // never to be told: the user marked it as read
	storyLeft = 3 // left out of a digest; another article has it considered again
)

// States of a story's update.
const (
	updateNone    = 0
	updateWaiting = 1
	updateTold    = 2
)

// Story is articles that tell one event. Name is its stable ID. Updated says
// that it was told before, and articles of it have changed since; it happens
// once. Latest is when its newest article came out.
type Story struct {
	ID       int64
	Name     string
	Updated  bool
	Created  time.Time
	Latest   time.Time
	Articles []Article
}

// Unassigned returns the articles that belong to no story yet, with their
// bodies, the oldest first.
func (s *State) Unassigned(ctx context.Context) ([]Article, error) {
	return s.articles(ctx, true, `WHERE story = 0 AND body IS NOT NULL ORDER BY id`)
}

// Recent returns the articles of stories that came or were published in the
// last days, without their bodies, the oldest first. A day counts when kilas
// ran on it.
func (s *State) Recent(ctx context.Context, days int, since time.Time) ([]Article, error) {
	return s.articles(ctx, false, `WHERE story <> 0 AND id IN (
		SELECT id FROM article WHERE body IS NOT NULL AND day >= (SELECT coalesce(max(value), 0) - ? FROM meta WHERE name = 'day')
		UNION SELECT id FROM article WHERE body IS NOT NULL AND published >= ?) ORDER BY id`, days, unix(since))
}

// Bodies returns articles with their bodies by ID. Those that are gone are left
// out.
func (s *State) Bodies(ctx context.Context, ids []int64) (map[int64]Article, error) {
	out := make(map[int64]Article, len(ids))
	for part := range slices.Chunk(ids, 200) {
		args := make([]any, len(part))
		for i, id := range part {
			args[i] = id
		}
		list, err := s.articles(ctx, true, `WHERE body IS NOT NULL AND id IN (`+marks(len(part))+`)`, args...)
		if err != nil {
			return nil, err
		}
		for _, a := range list {
			out[a.ID] = a
		}
	}
	return out, nil
}

func (s *State) articles(ctx context.Context, bodies bool, where string, args ...any) ([]Article, error) {
	column := `NULL`
	if bodies {
		column = `body`
	}
	var out []Article
	err := each(ctx, s.db, `SELECT `+articleColumns+`, (SELECT coalesce(max(value), 0) FROM meta WHERE name = 'day'), `+column+` FROM article `+where, args, func(r *sql.Rows) error {
		var today int
		var body []byte
		a, err := scanArticle(r, 0, &today, &body)
		if err != nil {
			return err
		}
		a.Days += today
		a.Body, err = s.unpackBody(body)
		out = append(out, a)
		return err
	})
	return out, s.failed("list articles", err)
}

// Placed is articles that were found to tell one event: a story that exists,
// or a new one when ID is 0.
type Placed struct {
	ID       int64
	Name     string
	Latest   time.Time
	Articles []int64
}

// Place puts articles into stories, all or none. A story that was left out of
// a digest is considered again.
func (s *State) Place(ctx context.Context, list []Placed, now time.Time) error {
	return s.change(ctx, "store stories", func(tx *sql.Tx) error {
		day, err := dayOf(ctx, tx)
		if err != nil {
			return err
		}
		for _, p := range list {
			if p.ID == 0 {
				r, err := tx.ExecContext(ctx, `INSERT INTO story (name, state, updated, created, latest, day) VALUES (?, ?, ?, ?, ?, ?)`, p.Name, storyNew, updateNone, unix(now), unix(p.Latest), day)
				if err != nil {
					return err
				}
				if p.ID, err = r.LastInsertId(); err != nil {
					return err
				}
			} else if _, err := tx.ExecContext(ctx, `UPDATE story SET latest = max(latest, ?), day = ?, state = iif(state = ?, ?, state) WHERE id = ?`, unix(p.Latest), day, storyLeft, storyNew, p.ID); err != nil {
				return err
			}
			for _, id := range p.Articles {
				if _, err := tx.ExecContext(ctx, `UPDATE article SET story = ? WHERE id = ?`, p.ID, id); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Untold returns the stories that no digest has told, and those whose update
// none has told, with the bodies of their articles, the oldest first.
func (s *State) Untold(ctx context.Context) ([]Story, error) {
	var out []Story
	err := each(ctx, s.db, `SELECT id, name, state, created, latest FROM story WHERE state = ? OR state = ? AND updated = ? ORDER BY id`, []any{storyNew, storyTold, updateWaiting}, func(r *sql.Rows) error {
		var st Story
		var state int
		var created, latest int64
		err := r.Scan(&st.ID, &st.Name, &state, &created, &latest)
		st.Updated, st.Created, st.Latest = state == storyTold, fromUnix(created), fromUnix(latest)
		out = append(out, st)
		return err
	})
	if err != nil {
		return nil, s.failed("list stories", err)
	}
	articles, err := s.articles(ctx, true, `WHERE story IN (SELECT id FROM story WHERE state = ? OR state = ? AND updated = ?) ORDER BY id`, storyNew, storyTold, updateWaiting)
	if err != nil {
		return nil, err
	}
	at := make(map[int64]int, len(out))
	for i, st := range out {
		at[st.ID] = i
	}
	for _, a := range articles {
		if i, ok := at[a.Story]; ok {
			out[i].Articles = append(out[i].Articles, a)
		}
	}
	return out, nil
}

// MarkRead marks all untold stories and updates as read, so that no digest
// tells them. It returns how many there were.
func (s *State) MarkRead(ctx context.Context) (int, error) {
	var n int64
	err := s.change(ctx, "mark as read", func(tx *sql.Tx) error {
		for _, do := range []string{
			fmt.Sprintf(`UPDATE story SET state = %d WHERE state = %d`, storyRead, storyNew),
			fmt.Sprintf(`UPDATE story SET updated = %d WHERE state = %d AND updated = %d`, updateTold, storyTold, updateWaiting),
		} {
			r, err := tx.ExecContext(ctx, do)
			if err != nil {
				return err
			}
			changed, err := r.RowsAffected()
			if err != nil {
				return err
			}
			n += changed
		}
		return nil
	})
	return int(n), err
}

// LeaveOut notes that no digest is to tell stories unless more is reported of
// them.
func (s *State) LeaveOut(ctx context.Context, ids []int64) error {
	return s.change(ctx, "leave out stories", func(tx *sql.Tx) error {
		for _, id := range ids {
			if _, err := tx.ExecContext(ctx, `UPDATE story SET state = ? WHERE id = ? AND state = ?`, storyLeft, id, storyNew); err != nil {
				return err
			}
		}
		return nil
	})
}
