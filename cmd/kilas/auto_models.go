package main

import (
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/translate"
	"github.com/kilas-news/kilas/translate/models"
)

// autoBackend downloads the models of a pair when it is first needed: the
// pair's own, or those into English and out of it.
func (s *session) autoBackend(w *wrapping) translate.Backend {
	run := &modelsRun{settings: s.settings, env: s.env, store: modelStore()}
	var mu sync.Mutex
	var offers []models.Offer
	var failed error
	known := false
	available := func(ctx context.Context) ([]models.Offer, error) {
		mu.Lock()
		defer mu.Unlock()
		if !known {
			offers, failed = run.available(ctx)
			known = ctx.Err() == nil
		}
		return offers, failed
	}
	return translate.NewFinder("nmt", func(ctx context.Context, from, to kilas.Lang) (translate.Backend, error) {
		if from == "" || from == to {
			return nil, nil
		}
		p := models.Pair{From: from, To: to}
		if _, err := run.store.Get(p); err == nil {
			return nil, nil // it was asked already
		}
		list, err := available(ctx)
		if err != nil {
			return nil, fmt.Errorf("no model %s: %w", p, err)
		}
		pairs := []models.Pair{p}
		if _, err := models.Best(list, p, ""); err != nil {
			if from == translate.English || to == translate.English {
				return nil, nil
			}
			pairs = []models.Pair{{From: from, To: translate.English}, {From: translate.English, To: to}}
		}
		var stages []*translate.Neural
		version := ""
		for _, p := range pairs {
			m, err := run.store.Get(p)
			if err != nil {
				m, err = run.install(ctx, list, p)
			}
			if errors.Is(err, models.ErrNotOffered) {
				return nil, nil
			}
			if err != nil {
				return nil, err
			}
			stages = append(stages, neural(m))
			version += m.Version()
		}
		b := stages[0]
		if len(stages) == 2 {
			b = translate.NewPivot(stages[0], stages[1])
		}
		return w.wrap(b, func() string { return version }), nil
	})
}
