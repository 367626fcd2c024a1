package newsroom

import (
	"bytes"
	"context"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// A Reader runs kilas as a user with a home of his own would, in a world that
// is behind a proxy. All fields are needed.
type Reader struct {
	Kilas string // path of the command
	Home  string // an existing folder
	Proxy string
}

// Result is how a run of the command ended. Killed runs have the status -1.
type Result struct {
	Status         int
	Stdout, Stderr string
	Wall, CPU      time.Duration
	State          *os.ProcessState
}

// Run runs the command until it ends, ctx does, or kill gets a value or is
// closed: then it's killed at once, as by a power cut.
func (r Reader) Run(ctx context.Context, kill <-chan struct{}, args ...string) (Result, error) {
	cmd := exec.CommandContext(ctx, r.Kilas, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.Env = append(slices.DeleteFunc(os.Environ(), func(s string) bool {
		return strings.HasPrefix(strings.ToUpper(s), "NO_PROXY=") || strings.HasPrefix(s, "KILAS_")
	}),
		"HOME="+r.Home, "XDG_CONFIG_HOME="+filepath.Join(r.Home, "config"), "XDG_CACHE_HOME="+filepath.Join(r.Home, "cache"),
		"XDG_STATE_HOME="+filepath.Join(r.Home, "state"), "XDG_DATA_HOME="+filepath.Join(r.Home, "data"),
		"LANG=C.UTF-8", "LC_ALL=C.UTF-8", "HTTP_PROXY="+r.Proxy, "http_proxy="+r.Proxy)
	cmd.WaitDelay = 10 * time.Second
	start := time.Now()
	if err := cmd.Start(); err != nil {
		return Result{}, fmt.Errorf("run kilas: %w", err)
	}
	ended := make(chan struct{})
	go func() {
		select {
		case <-kill:
			_ = cmd.Process.Kill() // it may have ended by itself
		case <-ended:
		}
	}()
	err := cmd.Wait()
	close(ended)
	res := Result{Status: cmd.ProcessState.ExitCode(), Stdout: stdout.String(), Stderr: stderr.String(), Wall: time.Since(start), State: cmd.ProcessState}
	res.CPU = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	if ctx.Err() != nil {
		return res, fmt.Errorf("kilas %s: still running after %s", strings.Join(args, " "), res.Wall.Round(time.Second))
	}
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return res, fmt.Errorf("run kilas: %w", err)
	}
	return res, nil
}

// OPML lists the feeds of a world for import.
func (w *World) OPML() []byte {
	type outline struct {
		Type string `xml:"type,attr"`
		Text string `xml:"text,attr"`
		URL  string `xml:"xmlUrl,attr"`
	}
	var doc struct {
		XMLName xml.Name  `xml:"opml"`
		Version string    `xml:"version,attr"`
		Title   string    `xml:"head>title"`
		Feeds   []outline `xml:"body>outline"`
	}
	doc.Version, doc.Title = "2.0", "newsroom"
	for _, f := range w.Feeds {
		doc.Feeds = append(doc.Feeds, outline{"rss", f.Name, f.URL()})
	}
	text, err := xml.MarshalIndent(doc, "", " ")
	if err != nil {
		panic(err) // strings always encode
	}
	return append([]byte(xml.Header), text...)
}

// ReadDigests reads all digests of a folder that match the pattern, in the
// order of their names. A file holds one digest as JSON.
func ReadDigests(pattern string) ([]kilas.Digest, error) {
	files, err := filepath.Glob(pattern)
	if err != nil {
		return nil, err
	}
	slices.Sort(files)
	var out []kilas.Digest
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		d, err := ParseDigests(text)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		out = append(out, d...)
	}
	return out, nil
}

// ParseDigests reads digests that follow one another.
func ParseDigests(text []byte) ([]kilas.Digest, error) {
	var out []kilas.Digest
	dec := json.NewDecoder(bytes.NewReader(text))
	for {
		var d kilas.Digest
		if err := dec.Decode(&d); errors.Is(err, io.EOF) {
			return out, nil
		} else if err != nil {
			return nil, err
		}
		if d.Schema != kilas.SchemaDigest {
			return nil, fmt.Errorf("schema %q is no digest", d.Schema)
		}
		out = append(out, d)
	}
}
