package digest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

// ErrLocked says that another run is at work.
var ErrLocked = errors.New("another run is at work")

// lockRetry is how often a lock is tried for.
const lockRetry = 200 * time.Millisecond

// Lock keeps other runs from the state in the file path until release is
// called, or the process ends in whatever way. When another run has it, Lock
// waits for it, at most for wait, and then returns ErrLocked.
func Lock(ctx context.Context, path string, wait time.Duration) (release func(), err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("lock: %w", err)
	}
	lock := flock.New(path + ".lock")
	ok, err := lock.TryLock()
	if err == nil && !ok && wait > 0 {
		limited, cancel := context.WithTimeout(ctx, wait)
		defer cancel()
		ok, err = lock.TryLockContext(limited, lockRetry)
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			err = nil
		}
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("lock: %w", err)
	case !ok:
		return nil, ErrLocked
	}
	return func() { _ = lock.Unlock() }, nil // ends with the process anyway
}
