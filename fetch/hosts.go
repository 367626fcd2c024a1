package fetch

import (
	"context"
	"strings"
	"sync"
	"time"
)

// hosts bounds what is asked of one host at a time.
type hosts struct {
	limit int
	delay time.Duration

	mu    sync.Mutex
	known map[string]*host
}

// host holds the places of one host's requests, and when the next may start.
type host struct {
	places chan struct{}
	mu     sync.Mutex
	next   time.Time
}

func newHosts(limit int, delay time.Duration) *hosts {
	return &hosts{limit: limit, delay: delay, known: map[string]*host{}}
}

// enter waits for a place at the host. The caller calls leave when it is done.
func (h *hosts) enter(ctx context.Context, name string) (leave func(), err error) {
	at := h.of(name)
	select {
	case at.places <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	leave = func() { <-at.places }
	if err := sleep(ctx, at.wait(h.delay)); err != nil {
		leave()
		return nil, err
	}
	return leave, nil
}

func (h *hosts) of(name string) *host {
	name = strings.ToLower(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	at, ok := h.known[name]
	if !ok {
		at = &host{places: make(chan struct{}, h.limit)}
		h.known[name] = at
	}
	return at
}

// wait takes the next start and returns how long it is until then.
func (at *host) wait(delay time.Duration) time.Duration {
	if delay <= 0 {
		return 0
	}
	at.mu.Lock()
	defer at.mu.Unlock()
	now := time.Now()
	start := now
	if at.next.After(now) {
		start = at.next
	}
	at.next = start.Add(delay)
	return start.Sub(now)
}

// sleep waits for d or the end of ctx.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return ctx.Err()
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
