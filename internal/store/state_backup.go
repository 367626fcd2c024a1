package store

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
)

// backupSuffix is what the name of a state's backup has at its end.
const backupSuffix = ".backup"

// checkEvery is after how many days of running the whole file is checked, which
// takes about as long as copying it.
const checkEvery = 7

// Backup copies the file beside itself, in place of an older backup, once on
// each day that kilas runs. That is kept when the file turns out to be damaged:
// every row is read and written anew, and once a week the indexes are looked at
// too.
func (s *State) Backup(ctx context.Context) error {
	var day, last int
	if err := s.db.QueryRowContext(ctx, `SELECT coalesce((SELECT value FROM meta WHERE name = 'day'), 0), coalesce((SELECT value FROM meta WHERE name = 'backup'), -1)`).Scan(&day, &last); err != nil {
		return s.failed("back up", err)
	}
	if day == last && BackupOf(s.path) != "" {
		return nil
	}
	if day%checkEvery == 0 {
		if err := s.check(ctx); err != nil {
			return err
		}
	}
	if err := s.copyTo(ctx, s.path+backupSuffix); err != nil {
		return s.failed("back up", err)
	}
	return s.change(ctx, "note the backup", func(tx *sql.Tx) error { return setMeta(ctx, tx, "backup", strconv.Itoa(day)) })
}

func (s *State) check(ctx context.Context) error {
	var verdict string
	if err := s.db.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
		return s.failed("check", err)
	}
	if verdict != "ok" {
		return s.failed("check", errors.Join(ErrDamaged, errors.New(verdict)))
	}
	return nil
}

// CopyTo copies the state to a file, which appears whole or not at all.
func (s *State) CopyTo(ctx context.Context, path string) error {
	return s.failed("copy", s.copyTo(ctx, path))
}

// BackupOf is where the backup of the state in the file path is, "" when there
// is none.
func BackupOf(path string) string {
	if _, err := os.Stat(path + backupSuffix); err != nil {
		return ""
	}
	return path + backupSuffix
}

func (s *State) copyTo(ctx context.Context, path string) error {
	temp := path + ".new"
	if err := os.Remove(temp); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if _, err := s.db.ExecContext(ctx, `VACUUM INTO ?`, temp); err != nil {
		_ = os.Remove(temp) // half a copy, if anything
		return err
	}
	if err := syncFile(temp); err != nil {
		return err
	}
	if err := os.Rename(temp, path); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder has the names in a folder written to the disk. Windows has no
// such thing.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	return syncFile(path)
}

// syncFile has a file written to the disk.
func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
