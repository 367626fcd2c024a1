// Package store keeps what kilas remembers from run to run in SQLite files.
// Start with [OpenState] and [OpenMemory].
//
// Files are shared by all runs of a user: several processes may have one open
// at a time. What a cache such as [Memory] keeps can be made again, so a damaged
// file is replaced by an empty one; a damaged [State] is left as it is.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// busyTimeout is how long a statement waits for another process.
const busyTimeout = "5000" // ms

// open opens a SQLite file and creates its tables. A damaged file is removed
// and made anew, once.
func open(ctx context.Context, path, schema string) (*sql.DB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	db, err := tryOpen(ctx, path, schema)
	if damaged(err) {
		for _, suffix := range []string{"", "-wal", "-shm"} {
			if err := os.Remove(path + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
				return nil, err
			}
		}
		db, err = tryOpen(ctx, path, schema)
	}
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", path, err)
	}
	return db, nil
}

func tryOpen(ctx context.Context, path, schema string) (*sql.DB, error) {
	pragmas := url.Values{"_txlock": {"immediate"}, "_pragma": {"busy_timeout(" + busyTimeout + ")", "journal_mode(wal)", "synchronous(normal)"}}
	name := url.URL{Scheme: "file", OmitHost: true, Path: filepath.ToSlash(path), RawQuery: pragmas.Encode()}
	db, err := sql.Open("sqlite", name.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // one writer at a time is SQLite's way; it is fast enough
	if _, err := db.ExecContext(ctx, schema); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// damaged reports whether an error says that a file is no database.
func damaged(err error) bool {
	var e *sqlite.Error
	return errors.As(err, &e) && (e.Code() == sqlite3.SQLITE_NOTADB || e.Code()&0xff == sqlite3.SQLITE_CORRUPT)
}
