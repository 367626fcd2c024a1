package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/kilas-news/kilas/translate/models"
)

// progress is a line on the terminal that counts sources. It shows nothing
// when stderr is no terminal, with --quiet, or when there is one source.
type progress struct {
	w     io.Writer
	total int
	n     int
	shown time.Time
	now   func() time.Time
}

func (s *session) progress(total int) *progress {
	p := &progress{w: io.Discard, total: total, now: s.env.now}
	if _, ok := terminal(s.env.stderr); ok && !s.quiet && total > 1 {
		p.w = s.env.stderr
	}
	return p
}

// redrawEvery keeps a fast run from flickering.
const redrawEvery = 100 * time.Millisecond

func (p *progress) step() {
	p.n++
	if now := p.now(); now.Sub(p.shown) >= redrawEvery {
		p.shown = now
		_, _ = fmt.Fprintf(p.w, "\r\x1b[K%d of %d sources", p.n, p.total)
	}
}

// clear takes the line away, so that something else can be written.
func (p *progress) clear() { _, _ = io.WriteString(p.w, "\r\x1b[K") }

func (p *progress) done() { p.clear() }

// downloadBar shows how far a download is, where progress shows anything.
type downloadBar struct {
	progress
}

func newDownloadBar(st settings, env environment) *downloadBar {
	b := &downloadBar{progress{w: io.Discard, now: env.now}}
	if _, ok := terminal(env.stderr); ok && !st.quiet {
		b.w = env.stderr
	}
	return b
}

// barWidth is the length of a full bar, in columns.
const barWidth = 30

func (b *downloadBar) show(p models.Progress) {
	now := b.now()
	if now.Sub(b.shown) < redrawEvery {
		return
	}
	b.shown = now
	if p.Total <= 0 {
		_, _ = fmt.Fprintf(b.w, "\r\x1b[K%-8s %.1f MB", p.Part, megabytes(p.Done))
		return
	}
	full := int(barWidth * p.Done / p.Total)
	_, _ = fmt.Fprintf(b.w, "\r\x1b[K%-8s [%s%s] %.1f of %.1f MB", p.Part,
		strings.Repeat("#", full), strings.Repeat(" ", barWidth-full), megabytes(p.Done), megabytes(p.Total))
}
