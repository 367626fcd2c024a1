package models

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
)

const (
	maxTries   = 4
	firstPause = 500 * time.Millisecond
	stallAfter = time.Minute
)

// StatusError is a server's refusal of a download.
type StatusError struct {
	URL  string
	Code int
}

// Error names the address and the status.
func (e *StatusError) Error() string { return fmt.Sprintf("%s: status %d", e.URL, e.Code) }

// download brings the files of one model into a folder, where they stay until
// the model is installed.
type download struct {
	Options
	dir string
}

// state is what is known of a file that has been begun. Validator is the
// server's name for this version of the file (RFC 9110, section 13.1.5), ""
// when it has none: then the file can't be resumed.
type state struct {
	URL       string `json:"url"`
	Validator string `json:"validator"`
	Whole     bool   `json:"whole"`
}

// get returns where a file lies, having downloaded what was missing of it.
func (d *download) get(ctx context.Context, f Remote) (string, error) {
	u, err := url.Parse(f.URL)
	if err != nil {
		return "", err
	}
	if u.Scheme == "file" {
		path := filepath.FromSlash(u.Path)
		if f.PackedSHA256 != "" {
			err = checkFile(path, f.PackedSHA256)
		}
		return path, err
	}
	path := filepath.Join(d.dir, string(f.Part))
	pause := backoff.NewExponentialBackOff()
	pause.InitialInterval = d.pause
	if d.pause == 0 {
		pause.InitialInterval = firstPause
	}
	_, err = backoff.Retry(ctx, func() (struct{}, error) { return struct{}{}, d.try(ctx, f, path) },
		backoff.WithBackOff(pause), backoff.WithMaxTries(maxTries), backoff.WithMaxElapsedTime(0))
	if err != nil {
		return "", fmt.Errorf("download: %w", err)
	}
	if f.PackedSHA256 != "" {
		if err := checkFile(path, f.PackedSHA256); err != nil {
			return "", fmt.Errorf("%s: %w", f.URL, errors.Join(err, os.Remove(path)))
		}
	}
	return path, nil
}

// try asks for what is missing of a file. Errors that another try won't mend
// are marked as permanent.
func (d *download) try(ctx context.Context, f Remote, path string) error {
	have, st := begun(path, f.URL)
	if st.Whole {
		return nil
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, f.URL, nil)
	if err != nil {
		return backoff.Permanent(err)
	}
	// Set by hand, so that the bytes come as they are stored and ranges are of
	// these; unpack finds out what they are.
	req.Header.Set("Accept-Encoding", "gzip")
	if have > 0 {
		req.Header.Set("Range", fmt.Sprintf("bytes=%d-", have))
		req.Header.Set("If-Range", st.Validator)
	}
	client := d.Client
	if client == nil {
		client = http.DefaultClient
	}
	watch := d.watch(cancel)
	defer watch.Stop()
	resp, err := client.Do(req)
	if err != nil {
		return cause(ctx, err)
	}
	defer func() { _ = resp.Body.Close() }() // only read
	switch {
	case resp.StatusCode == http.StatusOK:
		have = 0
	case resp.StatusCode == http.StatusPartialContent && strings.HasPrefix(resp.Header.Get("Content-Range"), fmt.Sprintf("bytes %d-", have)):
	case resp.StatusCode == http.StatusPartialContent || resp.StatusCode == http.StatusRequestedRangeNotSatisfiable:
		// what is here is not the beginning of what is there
		return errors.Join(&StatusError{f.URL, resp.StatusCode}, os.Remove(path))
	case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode >= http.StatusInternalServerError:
		return &StatusError{f.URL, resp.StatusCode}
	default:
		return backoff.Permanent(&StatusError{f.URL, resp.StatusCode})
	}
	st = state{URL: f.URL, Validator: validator(resp.Header)}
	if err := st.write(path); err != nil {
		return backoff.Permanent(err)
	}
	if err := d.store(ctx, resp, f.Part, path, have, watch); err != nil {
		return err
	}
	st.Whole = true
	if err := st.write(path); err != nil {
		return backoff.Permanent(err)
	}
	return nil
}

// store writes an answer behind the bytes that are there.
func (d *download) store(ctx context.Context, resp *http.Response, part Part, path string, have int64, watch *stallWatch) error {
	out, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE, 0o644)
	if err != nil {
		return backoff.Permanent(err)
	}
	if err := out.Truncate(have); err != nil {
		return backoff.Permanent(closeAll(out, err))
	}
	if _, err := out.Seek(have, io.SeekStart); err != nil {
		return backoff.Permanent(closeAll(out, err))
	}
	p := Progress{Part: part, Done: have}
	if resp.ContentLength >= 0 {
		p.Total = have + resp.ContentLength
	}
	w := writerFunc(func(b []byte) (int, error) {
		watch.Reset()
		n, err := out.Write(b)
		if err != nil {
			return n, backoff.Permanent(err)
		}
		p.Done += int64(n)
		if d.Progress != nil {
			d.Progress(p)
		}
		return n, nil
	})
	_, err = io.Copy(w, io.LimitReader(resp.Body, maxFileBytes+1-have))
	if err == nil && p.Done > maxFileBytes {
		err = backoff.Permanent(ErrTooLarge)
	}
	return cause(ctx, closeAll(out, err))
}

// cause is the error of a request that may have been given up; why is what
// says so then.
func cause(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}

// begun returns how much of a file is here already and may be kept.
func begun(path, url string) (int64, state) {
	data, err := readLimited(path+".json", maxManifestBytes)
	if err != nil {
		return 0, state{}
	}
	var st state
	if err := json.Unmarshal(data, &st); err != nil || st.URL != url {
		return 0, state{}
	}
	info, err := os.Stat(path)
	if err != nil || st.Validator == "" && !st.Whole {
		return 0, state{}
	}
	return info.Size(), st
}

func (st state) write(path string) error {
	data, err := json.Marshal(st)
	if err != nil {
		return err
	}
	return os.WriteFile(path+".json", data, 0o644)
}

// validator is what If-Range may name: a strong entity tag, else the date.
func validator(h http.Header) string {
	if tag := h.Get("Etag"); tag != "" && !strings.HasPrefix(tag, "W/") {
		return tag
	}
	return h.Get("Last-Modified")
}

func checkFile(path, want string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }() // only read
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return err
	}
	if got := hex.EncodeToString(hash.Sum(nil)); got != want {
		return fmt.Errorf("%s: %w: it is %s, not %s", filepath.Base(path), ErrHash, got, want)
	}
	return nil
}

// stallWatch gives a request up when no byte has come for a while.
type stallWatch struct {
	*time.Timer
	after time.Duration
}

func (d *download) watch(cancel context.CancelCauseFunc) *stallWatch {
	after := d.stall
	if after == 0 {
		after = stallAfter
	}
	timer := time.AfterFunc(after, func() { cancel(fmt.Errorf("no data for %v", after)) })
	return &stallWatch{timer, after}
}

// Reset starts the time anew.
func (w *stallWatch) Reset() { w.Timer.Reset(w.after) }

type writerFunc func([]byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) { return f(p) }
