package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/translate/models"
)

func removeModels(ctx context.Context, r *modelsRun) error {
	pairs, err := pairsOf(r.flags.Args().Slice())
	if err != nil {
		return err
	}
	if len(pairs) == 0 {
		return usagef("'kilas models list' lists the installed ones", "models remove wants a pair of languages")
	}
	return r.each(pairs, func(p models.Pair) error { return r.store.Remove(ctx, p) })
}

func verifyModels(ctx context.Context, r *modelsRun) error {
	pairs, err := pairsOf(r.flags.Args().Slice())
	if err != nil {
		return err
	}
	var broken error
	if len(pairs) == 0 {
		var installed []models.Model
		installed, broken = r.store.List()
		for _, m := range installed {
			pairs = append(pairs, m.Pair)
		}
	}
	if broken != nil {
		complain(r.env.stderr, broken.Error(), "'kilas models add PAIR' installs it anew")
	}
	err = r.each(pairs, func(p models.Pair) error {
		if err := errors.Join(ctx.Err(), r.store.Verify(p)); err != nil {
			return err
		}
		_, err := fmt.Fprintf(r.env.stdout, "%s\tok\n", p)
		return err
	})
	if err == nil && broken != nil {
		return errNothing
	}
	return err
}

// each does something to every pair and reports what fails.
func (r *modelsRun) each(pairs []models.Pair, do func(models.Pair) error) error {
	failed := 0
	for _, p := range pairs {
		err := do(p)
		if errors.Is(err, context.Canceled) {
			return err
		}
		if err != nil {
			failed++
			complain(r.env.stderr, err.Error(), "")
		}
	}
	switch failed {
	case 0:
		return nil
	case len(pairs):
		return errNothing
	}
	return errShort
}

func pairsOf(args []string) ([]models.Pair, error) {
	var out []models.Pair
	for _, a := range args {
		p, ok := models.ParsePair(a)
		if !ok {
			return nil, usagef("write it as id-en", "%q is no pair of languages", a)
		}
		out = append(out, p)
	}
	return out, nil
}

func pairName(p models.Pair) string { return langs.Name(p.From) + " to " + langs.Name(p.To) }

func megabytes(n int64) float64 { return float64(n) / 1e6 }
