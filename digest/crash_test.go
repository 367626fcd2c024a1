//go:build unix

package digest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/store"
)

// Variables by which the test binary runs itself as a digest that dies.
const (
	crashAt    = "KILAS_TEST_CRASH_AT"
	crashProxy = "KILAS_TEST_PROXY"
	crashDir   = "KILAS_TEST_DIR"
)

// TestCrashing is the run that dies: a process of its own, killed as with
// kill -9 at the step that it is told.
func TestCrashing(t *testing.T) {
	dir := os.Getenv(crashDir)
	if dir == "" {
		return // nobody asked for it
	}
	r := newRunner(t, os.Getenv(crashProxy), filepath.Join(dir, "state", "state.db"))
	r.Stdout = os.Stderr
	r.Send = post(dir)
	step := os.Getenv(crashAt)
	r.step = func(name string) {
		if name == step {
			if err := syscall.Kill(os.Getpid(), syscall.SIGKILL); err != nil {
				t.Fatal(err)
			}
			select {}
		}
	}
	if _, err := r.Run(t.Context(), crashOptions(dir)); err != nil {
		t.Fatal(err)
	}
}

// post is a mail server that keeps each message as a file, as often as it is
// sent.
func post(dir string) Sender {
	return func(_ context.Context, d kilas.Digest, id string) error {
		name := filepath.Join(dir, "mail", fmt.Sprintf("%s.%d", id, time.Now().UnixNano()))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
		return os.WriteFile(name, []byte(d.ID), 0o600)
	}
}

func crashOptions(dir string) Options {
	return Options{Now: morning, Timeout: time.Minute, Targets: []Target{
		{Kind: store.TargetFile, Path: filepath.Join(dir, "out", "digest-{date}.json"), Format: "json"},
		{Kind: store.TargetFile, Path: filepath.Join(dir, "latest.json"), Format: "json"},
		{Kind: store.TargetMail, Path: "reader@example.com", Format: "mail"},
	}}
}

// A run is killed between every two steps of its delivery. After the next run
// each story is in exactly one file, no temporary file is left, and the mail
// went out under one Message-ID.
func TestKilledBetweenSteps(t *testing.T) {
	t.Parallel()
	steps := []string{"planned", "files", "prepared", "named 0", "reached 0", "noted 0", "named 1", "reached 1", "noted 1", "reached 2", "noted 2"}
	for _, step := range steps {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			n := newNewsroom(t)
			n.reportEvents(t, morning.Add(-time.Hour), "flood", "leak")
			d := newDesk(t, n, "pesisirpos.example", "javaseamonitor.example")
			if err := d.runner.State.Close(); err != nil {
				t.Fatal(err)
			}
			cmd := exec.Command(os.Args[0], "-test.run=^TestCrashing$")
			cmd.Env = append(os.Environ(), crashAt+"="+step, crashProxy+"="+n.URL, crashDir+"="+d.dir)
			out, err := cmd.CombinedOutput()
			var exit *exec.ExitError
			if !errors.As(err, &exit) || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGKILL {
				t.Fatalf("the run was not killed: %v\n%s", err, out)
			}
			d.runner = newRunner(t, n.URL, filepath.Join(d.dir, "state", "state.db"))
			d.runner.Send = post(d.dir)
			opt := crashOptions(d.dir)
			opt.Now = morning.Add(time.Hour)
			for range 2 { // the second time nothing is left to do
				if _, err := d.runner.Run(t.Context(), opt); err != nil {
					t.Fatal(err)
				}
			}
			count := map[string]int{}
			for name, digest := range d.written() {
				if strings.HasPrefix(name, ".") {
					t.Errorf("%s was left behind", name)
				}
				for _, s := range digest.Stories {
					count[s.ID]++
				}
			}
			if len(count) != 2 {
				t.Errorf("%d stories were told, want 2", len(count))
			}
			for id, n := range count {
				if n != 1 {
					t.Errorf("story %s is in %d digests", id, n)
				}
			}
			mails := names(t, filepath.Join(d.dir, "mail"))
			ids := map[string]bool{}
			for _, m := range mails {
				id, _, _ := strings.Cut(m, ".")
				ids[id] = true
			}
			twice := slices.Contains([]string{"reached 2"}, step)
			if len(ids) != 1 || len(mails) > 1 && !twice {
				t.Errorf("mail went out as %q, want one Message-ID", mails)
			}
			if left := names(t, d.dir); len(left) != 4 { // state, out, mail, latest.json
				t.Errorf("in the folder are %q", left)
			}
		})
	}
}

func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}
