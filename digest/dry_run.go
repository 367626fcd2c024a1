package digest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/kilas-news/kilas/internal/store"
)

// DryRun does what Run does, with a copy of the state, and delivers nothing. The
// outcome has the digest that would be delivered, and the names of its files.
func (r *Runner) DryRun(ctx context.Context, opt Options) (Outcome, error) {
	dir, err := os.MkdirTemp("", "kilas-dry-run-*")
	if err != nil {
		return Outcome{}, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "state.db")
	if err := r.State.CopyTo(ctx, path); err != nil {
		return Outcome{}, fmt.Errorf("dry run: %w", err)
	}
	state, err := store.OpenState(ctx, path)
	if err != nil {
		return Outcome{}, err
	}
	dry := *r
	dry.State = state
	run := newRun(&dry, opt)
	run.dry = true
	err = run.do(ctx)
	return run.out, errors.Join(err, state.Close())
}
