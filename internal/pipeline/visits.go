package pipeline

import (
	"context"
	"sync"
	"time"
)

// Visits runs tasks that ask hosts for something: few of one host at once and
// not many in all, in the order in which they came. A task that takes long, as
// those of a host that doesn't answer do, goes on without one of the places in
// all, so that other hosts don't wait for it. Tasks may add tasks. Use
// [NewVisits].
type Visits struct {
	perHost  int
	patience time.Duration // how long a task holds a place that others may wait for
	places   chan struct{}
	tasks    sync.WaitGroup

	mu    sync.Mutex
	hosts map[string]*visited
}

const patience = 2 * time.Second

// visited is the tasks of a host that wait, and how many run.
type visited struct {
	waiting []func()
	running int
}

// NewVisits returns a Visits that runs at most total tasks at once, and at most
// perHost of one host.
func NewVisits(total, perHost int) *Visits {
	return &Visits{perHost: max(1, perHost), patience: patience, places: make(chan struct{}, max(1, total)), hosts: map[string]*visited{}}
}

// Go has a task run when the host's turn comes. A task that has not begun when
// ctx ends is dropped.
func (v *Visits) Go(ctx context.Context, host string, task func()) {
	v.tasks.Add(1)
	v.mu.Lock()
	defer v.mu.Unlock()
	h, ok := v.hosts[host]
	if !ok {
		h = &visited{}
		v.hosts[host] = h
	}
	h.waiting = append(h.waiting, func() {
		defer v.tasks.Done()
		select {
		case v.places <- struct{}{}:
		case <-ctx.Done():
			return
		}
		leave := sync.OnceFunc(func() { <-v.places })
		defer leave()
		defer time.AfterFunc(v.patience, leave).Stop()
		if ctx.Err() == nil {
			task()
		}
	})
	if h.running < v.perHost {
		h.running++
		go v.visit(h)
	}
}

// visit runs the tasks of a host until none is left.
func (v *Visits) visit(h *visited) {
	for {
		v.mu.Lock()
		if len(h.waiting) == 0 {
			h.running--
			v.mu.Unlock()
			return
		}
		task := h.waiting[0]
		h.waiting = h.waiting[1:]
		v.mu.Unlock()
		task()
	}
}

// Wait waits until all tasks have run, those that they added too.
func (v *Visits) Wait() { v.tasks.Wait() }
