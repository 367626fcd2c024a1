package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/adrg/xdg"

	"github.com/kilas-news/kilas/internal/store"
)

// statePath is where subscriptions and the memory of digests are.
func statePath() string { return filepath.Join(xdg.StateHome, "kilas", "state.db") }

// openState opens the user's state. The caller closes it.
func openState(ctx context.Context) (*store.State, error) {
	s, err := store.OpenState(ctx, statePath())
	if err != nil {
		return nil, hintState(err)
	}
	return s, nil
}

// hintState adds what the user can do about an error of the state.
func hintState(err error) error {
	path := statePath()
	switch {
	case errors.Is(err, store.ErrDamaged) && store.BackupOf(path) != "":
		return &hintedError{err, fmt.Sprintf("put the last backup in its place: rm -f '%[1]s-wal' '%[1]s-shm' && mv '%[1]s' '%[1]s.damaged' && mv '%[2]s' '%[1]s'", path, store.BackupOf(path))}
	case errors.Is(err, store.ErrDamaged):
		return &hintedError{err, "move the file away to begin anew; 'sqlite3 FILE .recover' may save what is in it"}
	case errors.Is(err, store.ErrNewer):
		return &hintedError{err, "install the newer kilas again"}
	case errors.Is(err, store.ErrFull):
		return &hintedError{err, "make room on the disk; nothing is lost"}
	case errors.Is(err, fs.ErrPermission), errors.Is(err, store.ErrAccess):
		return &hintedError{err, "check that you may write to the file and to its folder"}
	}
	return err
}
