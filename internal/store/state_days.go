package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
)

// How long rows are kept, in days on which kilas ran.
const (
	entryDays  = 60 // since the feed last had the entry
	articleDay = 60 // since the article came: its address and sketch
	bodyDays   = 10 // the same: its text and terms
	storyDays  = 60 // also what deliveries made of them
	digestDays = 45 // content of a digest; that it was delivered stays for ever
)

// BeginDay tells the state the date of a run. When it is another than that of
// the run before, a day has passed for all that ages: it drops what is too old,
// and today's problems may be reported again.
func (s *State) BeginDay(ctx context.Context, date string) error {
	return s.change(ctx, "begin a day", func(tx *sql.Tx) error {
		last, err := meta(ctx, tx, "date")
		if err != nil || last == date {
			return err
		}
		day, err := dayOf(ctx, tx)
		if err != nil {
			return err
		}
		day++
		if err := setMeta(ctx, tx, "date", date); err != nil {
			return err
		}
		if err := setMeta(ctx, tx, "day", strconv.Itoa(day)); err != nil {
			return err
		}
		return prune(ctx, tx, day)
	})
}

func prune(ctx context.Context, tx *sql.Tx, day int) error {
	if err := pruneBands(ctx, tx, day-articleDay); err != nil {
		return err
	}
	for _, p := range []struct {
		do    string
		until int
	}{
		{`DELETE FROM entry WHERE day < ?`, day - entryDays},
		{`DELETE FROM article WHERE day < ?`, day - articleDay},
		{fmt.Sprintf(`UPDATE story SET state = %d WHERE day < ? AND state = %d`, storyLeft, storyNew), day - bodyDays},
		{`UPDATE article SET body = NULL, terms = x'' WHERE day < ? AND body IS NOT NULL AND story IN (SELECT id FROM story WHERE state <> 0 AND updated <> 1)`, day - bodyDays},
		{`DELETE FROM told WHERE delivery IN (SELECT id FROM delivery WHERE day < ? AND state = 2)`, day - storyDays},
		{`DELETE FROM story WHERE day < ? AND id NOT IN (SELECT story FROM article)`, day - storyDays},
		{`UPDATE delivery SET digest = NULL WHERE day < ? AND state = 2`, day - digestDays},
	} {
		if _, err := tx.ExecContext(ctx, p.do, p.until); err != nil {
			return err
		}
	}
	return nil
}

// Report reports whether the subject was not reported yet on a date, and notes
// that it is now.
func (s *State) Report(ctx context.Context, subject, date string) (bool, error) {
	first := false
	err := s.change(ctx, "note a report", func(tx *sql.Tx) error {
		r, err := tx.ExecContext(ctx, `INSERT INTO reported VALUES (?, ?) ON CONFLICT (subject) DO UPDATE SET date = excluded.date WHERE date <> excluded.date`, subject, date)
		if err != nil {
			return err
		}
		n, err := r.RowsAffected()
		first = n > 0
		return err
	})
	return first, err
}

// meta returns a named value, "" when there is none.
func meta(ctx context.Context, tx *sql.Tx, name string) (string, error) {
	var value string
	err := tx.QueryRowContext(ctx, `SELECT value FROM meta WHERE name = ?`, name).Scan(&value)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return value, err
}

func setMeta(ctx context.Context, tx *sql.Tx, name, value string) error {
	_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO meta VALUES (?, ?)`, name, value)
	return err
}

// dayOf is the number of days on which kilas ran.
func dayOf(ctx context.Context, tx *sql.Tx) (int, error) {
	value, err := meta(ctx, tx, "day")
	if err != nil || value == "" {
		return 0, err
	}
	return strconv.Atoi(value)
}
