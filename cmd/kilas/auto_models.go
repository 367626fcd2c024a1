package main

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/translate"
	"github.com/kilas-news/kilas/translate/models"
)

// autoBackend downloads the models of a pair when it is first needed: the
// pair's own, or those into English and out of it, where a built-in model will
// do too.
func (s *session) autoBackend(w *wrapping, local localModels) translate.Backend {
	a := &autoModels{run: &modelsRun{settings: s.settings, env: s.env, store: modelStore()}, local: local}
	a.local.versions = maps.Clone(local.versions)
	return translate.NewFinder("nmt", func(ctx context.Context, from, to kilas.Lang) (translate.Backend, error) {
		n, err := a.find(ctx, models.Pair{From: from, To: to})
		if n == nil || err != nil {
			return nil, err
		}
		return w.wrap(n, func() string { return a.version(n) }), nil
	})
}

// autoModels is what is known of models while some are added.
type autoModels struct {
	run *modelsRun

	mu     sync.Mutex
	local  localModels
	offers []models.Offer // nil as long as they are not known
}

// find returns the models for a pair, after downloading what is absent, or nil
// when there are none for it.
func (a *autoModels) find(ctx context.Context, p models.Pair) (*translate.Neural, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if p.From == "" || p.From == p.To || a.installed(p) != nil {
		return nil, nil // without an installed one it is asked already
	}
	if a.offers == nil {
		offers, err := a.run.available(ctx)
		if err != nil {
			return nil, fmt.Errorf("model %s: %w", p, err)
		}
		a.offers = offers
	}
	if _, err := models.Best(a.offers, p, ""); err == nil {
		return a.get(ctx, p)
	}
	first, second := models.Pair{From: p.From, To: translate.English}, models.Pair{From: translate.English, To: p.To}
	if p.From == translate.English || p.To == translate.English || !a.has(first) || !a.has(second) {
		return nil, nil
	}
	into, err := a.get(ctx, first)
	if err != nil {
		return nil, err
	}
	out, err := a.get(ctx, second)
	if err != nil {
		return nil, err
	}
	return translate.NewPivot(into, out), nil
}

func (a *autoModels) version(n *translate.Neural) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.local.version(n)
}

// has reports whether there is a model for a pair, or could be.
func (a *autoModels) has(p models.Pair) bool {
	_, err := models.Best(a.offers, p, "")
	return err == nil || a.installed(p) != nil || a.builtin(p) != nil
}

// get returns the model of a pair that there is or could be.
func (a *autoModels) get(ctx context.Context, p models.Pair) (*translate.Neural, error) {
	if n := a.installed(p); n != nil {
		return n, nil
	}
	m, err := a.run.install(ctx, a.offers, p)
	if n := a.builtin(p); err != nil && n != nil && ctx.Err() == nil {
		return n, nil
	}
	if err != nil {
		return nil, err
	}
	n := neural(m)
	a.local.installed = append(a.local.installed, n)
	a.local.versions[n.Name()] = m.Version()
	return n, nil
}

func (a *autoModels) installed(p models.Pair) *translate.Neural {
	return modelFor(a.local.installed, p)
}

func (a *autoModels) builtin(p models.Pair) *translate.Neural { return modelFor(a.local.builtin, p) }

func modelFor(list []*translate.Neural, p models.Pair) *translate.Neural {
	for _, n := range list {
		if n.Supports(p.From, p.To) {
			return n
		}
	}
	return nil
}
