package pipeline

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/langs"
)

// body is the text of an article: pages that say one thing again and again
// are none.
const body = `<p>The harbour was closed for the night after the storm had torn two boats from their moorings.</p>
<p>Nobody was hurt, said Tom Gray, the harbour master, who had sent all crews home before dark.</p>
<p>Divers will look for the second boat as soon as the wind allows it, which may take until Sunday.</p>
<p>The ferry to the islands is to sail again on Monday, its operator told passengers by message.</p>`

// site serves articles at /N, /slow only when the test is over.
func site(t *testing.T) (*Pipeline, string) {
	t.Helper()
	over := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			select {
			case <-over:
			case <-r.Context().Done():
			}
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = fmt.Fprintf(w, "<html lang=en><head><title>Storm %s</title></head><body><article><h1>Storm %s</h1>%s</article></body></html>",
			r.URL.Path, r.URL.Path, body) // a client that is gone is no problem here
	}))
	t.Cleanup(server.Close)
	t.Cleanup(func() { close(over) })
	client, err := fetch.New(fetch.Options{AllowPrivate: true, Retries: -1})
	if err != nil {
		t.Fatal(err)
	}
	return &Pipeline{Fetch: client, Detector: langs.NewDetector(), Jobs: 3, Now: time.Now}, server.URL
}

func TestEachKeepsOrder(t *testing.T) {
	t.Parallel()
	p, url := site(t)
	var sources []string
	for i := range 40 {
		sources = append(sources, fmt.Sprintf("%s/%d", url, i))
	}
	sources[7] = filepath.Join(t.TempDir(), "missing.txt")
	n := 0
	err := p.Each(context.Background(), sources, func(item fetch.Item) error {
		got := ""
		switch {
		case item.Err != nil:
			if got = item.Err.Source; n != 7 {
				t.Errorf("%s: %s", got, item.Err.Err)
			}
		case item.Article.Lang != "en" || len(item.Article.Sentences) == 0:
			t.Errorf("%s is not annotated", sources[n])
			fallthrough
		default:
			got = item.Article.Source
		}
		if got != sources[n] {
			t.Errorf("item %d is of %s, want %s", n, got, sources[n])
		}
		n++
		return nil
	})
	if err != nil || n != len(sources) {
		t.Errorf("Each = %v after %d items, want %d", err, n, len(sources))
	}
}

// Each source has its line when the time is over, also one whose turn never came.
func TestEachGivesUp(t *testing.T) {
	t.Parallel()
	p, url := site(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	sources := []string{url + "/1"}
	for range 100 {
		sources = append(sources, url+"/slow")
	}
	n, left := 0, 0
	err := p.Each(ctx, sources, func(item fetch.Item) error {
		if item.Err != nil && item.Err.Source != sources[n] {
			t.Errorf("item %d is of %s", n, item.Err.Source)
		}
		if n++; item.Err != nil && item.Err.Code == CodeGivenUp {
			left++
		}
		return nil
	})
	if !errors.Is(err, context.DeadlineExceeded) || n != len(sources) || left < 90 {
		t.Errorf("Each = %v after %d items, %d given up; want a deadline, %d, and nearly all", err, n, left, len(sources))
	}
}

// When the time is over, what came behind a slow source is still handed on.
func TestEachAtTheDeadline(t *testing.T) {
	t.Parallel()
	p, url := site(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	var good, bad int
	err := p.Each(ctx, []string{url + "/slow", url + "/1", url + "/2"}, func(item fetch.Item) error {
		if item.Err != nil {
			bad++
		} else {
			good++
		}
		return nil
	})
	if !errors.Is(err, context.DeadlineExceeded) || good != 2 || bad != 1 {
		t.Errorf("Each = %v, %d articles, %d errors; want a deadline, 2 and 1", err, good, bad)
	}
}

func TestEachInterrupted(t *testing.T) {
	t.Parallel()
	p, url := site(t)
	ctx, cancel := context.WithCancel(context.Background())
	err := p.Each(ctx, []string{url + "/1", url + "/slow", url + "/2"}, func(fetch.Item) error {
		cancel()
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("Each = %v, want %v", err, context.Canceled)
	}
}

func TestEachStopsAtAnError(t *testing.T) {
	t.Parallel()
	p, url := site(t)
	err := p.Each(context.Background(), []string{url + "/1", url + "/2"}, func(fetch.Item) error { return os.ErrClosed })
	if !errors.Is(err, os.ErrClosed) {
		t.Errorf("Each = %v, want %v", err, os.ErrClosed)
	}
}
