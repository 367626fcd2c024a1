package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// State is what kilas remembers of feeds, articles, stories and digests.
// Unlike a cache it can't be made again, so a damaged file is reported and left
// as it is. It is safe for concurrent use, also by several processes; every
// change is on the disk when its method returns, whole or not at all.
//
// The clock is an argument wherever one is needed, and never trusted with what
// may be forgotten: rows age by the days on which kilas ran, see [State.BeginDay],
// so that a clock that jumps costs nothing.
type State struct {
	*packer
	db   *sql.DB
	path string
}

// ErrDamaged says that the file of a state is no sound database.
var ErrDamaged = errors.New("the file is damaged")

// ErrNewer says that a newer kilas has written the state.
var ErrNewer = errors.New("a newer kilas has written the file")

// ErrFull says that the disk has no room for the state.
var ErrFull = errors.New("no room on the disk")

// ErrAccess says that the file can't be opened, or not be written.
var ErrAccess = errors.New("no access to the file or its folder")

// stateBusyTimeout is how long a statement waits for another process.
const stateBusyTimeout = "15000" // ms

// OpenState opens the state in the file path, makes it if need be, and brings
// an older one up to date. Errors are ErrDamaged, ErrNewer, ErrFull, ErrAccess or those of
// the file system, with the path. The caller closes it.
func OpenState(ctx context.Context, path string) (*State, error) {
	return openState(ctx, path, migrations)
}

func openState(ctx context.Context, path string, migrations []string) (*State, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("state: %w", err)
	}
	if err := emptied(path); err != nil {
		return nil, fmt.Errorf("state %s: %w", path, err)
	}
	pragmas := url.Values{"_txlock": {"immediate"}, "_pragma": {
		"busy_timeout(" + stateBusyTimeout + ")", "journal_mode(wal)", "synchronous(full)", "foreign_keys(1)"}}
	name := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: pragmas.Encode()}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, fmt.Errorf("state %s: %w", path, err)
	}
	db.SetMaxOpenConns(1)
	pack, err := newPacker()
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s := &State{packer: pack, db: db, path: path}
	if err := s.migrate(ctx, migrations); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return s, nil
}

// emptied reports a file that lost its content: it has none, but was backed up.
func emptied(path string) error {
	info, err := os.Stat(path)
	if err != nil || info.Size() > 0 {
		return nil // a new file, or one to look into
	}
	if wal, err := os.Stat(path + "-wal"); err == nil && wal.Size() > 0 {
		return nil
	}
	if _, err := os.Stat(path + backupSuffix); err == nil {
		return fmt.Errorf("%w: it is empty", ErrDamaged)
	}
	return nil
}

// Close closes the file.
func (s *State) Close() error { return s.db.Close() }

// Path is the file of the state.
func (s *State) Path() string { return s.path }

// change runs a transaction that writes.
func (s *State) change(ctx context.Context, what string, do func(*sql.Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return s.failed(what, err)
	}
	if err := do(tx); err != nil {
		_ = tx.Rollback() // the error above says more, and nothing was committed
		return s.failed(what, err)
	}
	return s.failed(what, tx.Commit())
}

// failed says what could not be done with the state, and marks what the
// caller can act on.
func (s *State) failed(what string, err error) error {
	if err == nil {
		return nil
	}
	var e *sqlite.Error
	switch {
	case damaged(err):
		err = fmt.Errorf("%w: %w", ErrDamaged, err)
	case errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_FULL:
		err = fmt.Errorf("%w: %w", ErrFull, err)
	case errors.As(err, &e) && (e.Code()&0xff == sqlite3.SQLITE_READONLY || e.Code()&0xff == sqlite3.SQLITE_CANTOPEN):
		err = fmt.Errorf("%w: %w", ErrAccess, err)
	}
	return fmt.Errorf("state %s: %s: %w", s.path, what, err)
}

// each runs a query and calls row for each of its rows.
func each(ctx context.Context, q querier, query string, args []any, row func(*sql.Rows) error) error {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// querier is a database or a transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// unix is a time as it is stored: seconds, 0 for none.
func unix(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.Unix()
}

// fromUnix is the time that unix stored.
func fromUnix(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.Unix(n, 0).UTC()
}
