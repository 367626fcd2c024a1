package main

import (
	"bytes"
	"context"
	"encoding/pem"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"
	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in the scripts")

func TestMain(m *testing.M) {
	testscript.Main(isolated{m}, map[string]func(){"kilas": main})
}

// isolated runs the tests of this process away from the user's own folders.
type isolated struct{ *testing.M }

func (i isolated) Run() int {
	dir, err := os.MkdirTemp("", "kilas-test")
	if err != nil {
		panic(err)
	}
	defer func() { _ = os.RemoveAll(dir) }() // at worst it stays in the folder for such
	for _, name := range []string{"XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"} {
		if err := os.Setenv(name, filepath.Join(dir, name)); err != nil {
			panic(err)
		}
	}
	xdg.Reload()
	return i.M.Run()
}

// TestScripts runs the built command as a user would. SITE and SECURE_SITE are
// the addresses of a news site on loopback, ARTICLES and PAGES are the folders of testdata,
// BUILTIN that of the built-in translation models. MODELS is the address of a
// server of language models, see modelServer.
func TestScripts(t *testing.T) {
	t.Parallel()
	scripts, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatalf("no scripts in testdata/script (%v)", err)
	}
	root, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(newsSite(root))
	t.Cleanup(site.Close)
	secure := httptest.NewTLSServer(newsSite(root))
	t.Cleanup(secure.Close)
	models := modelServer(t)
	authority := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: secure.Certificate().Raw})
	testscript.Run(t, testscript.Params{
		Files:               scripts,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"absent": absent},
		Setup: func(env *testscript.Env) error {
			env.Setenv("SITE", site.URL)
			env.Setenv("MODELS", models.URL)
			env.Setenv("SECURE_SITE", secure.URL)
			env.Setenv("SSL_CERT_FILE", filepath.Join(env.WorkDir, "authority.pem"))
			if err := os.WriteFile(env.Getenv("SSL_CERT_FILE"), authority, 0o600); err != nil {
				return err
			}
			env.Setenv("ARTICLES", filepath.Join(root, "articles"))
			env.Setenv("PAGES", filepath.Join(root, "pages"))
			env.Setenv("BUILTIN", filepath.Join(root, "../translate/nmt/builtin"))
			env.Setenv("LANG", "C.UTF-8")
			for _, dir := range []string{"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME"} {
				env.Setenv(dir, filepath.Join(env.WorkDir, strings.ToLower(dir)))
			}
			return nil
		},
	})
}

// newsSite serves the pages of testdata, and what goes wrong at sites.
func newsSite(root string) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/pages/", http.StripPrefix("/pages/", http.FileServer(http.Dir(filepath.Join(root, "pages")))))
	mux.Handle("/sites/", feedSite())
	mux.HandleFunc("/digest/", func(w http.ResponseWriter, r *http.Request) { digestFeed(w, r, root) })
	mux.HandleFunc("/gone", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNotFound) })
	mux.HandleFunc("/down", func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusServiceUnavailable) })
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		chunk := []byte("<p>" + strings.Repeat("too much ", 1000) + "</p>\n")
		for r.Context().Err() == nil {
			if _, err := w.Write(chunk); err != nil {
				return
			}
		}
	})
	return mux
}

// call runs a command line in this process. Tests that do so are serial, since
// urfave/cli shares its help flag between all apps of a process.
func call(t *testing.T, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	env := environment{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs,
		getenv: func(string) string { return "" },
		now:    func() time.Time { return time.Date(2026, 3, 15, 6, 0, 0, 0, time.UTC) },
	}
	code = run(context.Background(), append([]string{"kilas"}, args...), env)
	return code, out.String(), errs.String()
}

// ownState gives a serial test a state folder of its own.
func ownState(t *testing.T) {
	t.Helper()
	t.Cleanup(xdg.Reload) // runs when the environment is as it was
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	xdg.Reload()
}

// Scripts tell success from failure only, so the exact statuses are here.
func TestExitStatus(t *testing.T) {
	ownState(t)
	const (
		id   = "../../testdata/articles/ferry/id.txt"
		en   = "../../testdata/articles/ferry/en.txt"
		none = "testdata/no-such-file.txt"
	)
	tests := []struct {
		name string
		args []string
		want int
	}{
		{"brief of two", []string{"brief", id, en}, exitOK},
		{"own language", []string{"brief", "-t", "id", id}, exitOK},
		{"empty source", []string{"brief", id, ""}, exitUsage},
		{"joined flags", []string{"brief", "-qn3", "-fjson", id, en}, exitOK},
		{"joined flags, one unknown", []string{"brief", "-qx", id}, exitUsage},
		{"help of what is no command", []string{"help", "nope"}, exitUsage},
		{"flags after sources", []string{"brief", id, en, "-n", "3", "-f", "json"}, exitOK},
		{"one of two sources is missing", []string{"brief", id, none}, exitShort},
		{"no source works", []string{"brief", none}, exitNothing},
		{"nothing translates to Welsh", []string{"brief", id, "-t", "cy"}, exitShort},
		{"no source", []string{"brief"}, exitUsage},
		{"unknown command", []string{"brif", id}, exitUsage},
		{"unknown option", []string{"brief", "--bref", id}, exitUsage},
		{"unknown format", []string{"brief", "-f", "pdf", id}, exitUsage},
		{"unknown language", []string{"brief", "-t", "klingonish", id}, exitUsage},
		{"option without value", []string{"brief", id, "-n"}, exitUsage},
		{"no sentences", []string{"brief", id, "-n", "0"}, exitUsage},
		{"two readers", []string{"brief", id, "-t", "en", "--pair", "id,en"}, exitUsage},
		{"pair of one", []string{"brief", id, "--pair", "id"}, exitUsage},
		{"bad duration", []string{"brief", id, "--timeout", "soon"}, exitUsage},
		{"unknown translator", []string{"brief", id, "--translator", "babelfish"}, exitUsage},
		{"missing command of a translator", []string{"brief", id, "--translator", "exec:no-such-program-here"}, exitUsage},
		{"missing configuration", []string{"brief", id, "--config", "testdata/no-such.toml"}, exitUsage},
		{"output over a source", []string{"brief", id, "-o", id}, exitUsage},
		{"align wants two", []string{"align", id}, exitUsage},
		{"align", []string{"align", id, en}, exitOK},
		{"private address", []string{"fetch", "http://127.0.0.1:1/"}, exitNothing},
		{"offline", []string{"fetch", "--offline", "https://example.com/"}, exitNothing},
		{"refresh without network", []string{"fetch", "--offline", "--refresh", "https://example.com/"}, exitUsage},
		{"clear what isn't kept", []string{"cache", "clear", "everything"}, exitUsage},
		{"models of no name", []string{"models", "add"}, exitUsage},
		{"model of no pair", []string{"models", "add", "indonesian"}, exitUsage},
		{"no such folder", []string{"models", "add", "./no-such-folder"}, exitNothing},
		{"models without network", []string{"models", "add", "id-en", "--offline"}, exitNothing},
		{"model that is not installed", []string{"models", "remove", "cy-is"}, exitNothing},
		{"feeds without a command", []string{"feeds"}, exitUsage},
		{"feed of no address", []string{"feeds", "add"}, exitUsage},
		{"feed on a private address", []string{"feeds", "add", "http://127.0.0.1:1/"}, exitNothing},
		{"feed that is a file", []string{"feeds", "add", id}, exitNothing},
		{"one name for two feeds", []string{"feeds", "add", "--name", "x", "https://a.example/", "https://b.example/"}, exitUsage},
		{"weightless feed", []string{"feeds", "add", "--weight", "0", "https://a.example/"}, exitUsage},
		{"feed in no language", []string{"feeds", "add", "--lang", "klingonish", "https://a.example/"}, exitUsage},
		{"no such feed", []string{"feeds", "remove", "no-such-feed"}, exitNothing},
		{"remove nothing", []string{"feeds", "remove"}, exitUsage},
		{"set nothing", []string{"feeds", "set", "x"}, exitUsage},
		{"rename without a name", []string{"feeds", "rename", "x"}, exitUsage},
		{"unknown format of feeds", []string{"feeds", "list", "-f", "yaml"}, exitUsage},
		{"import nothing", []string{"feeds", "import"}, exitUsage},
		{"import no OPML", []string{"feeds", "import", id}, exitNothing},
		{"import what isn't there", []string{"feeds", "import", none}, exitNothing},
		{"version", []string{"--version"}, exitOK},
		{"help", []string{"help"}, exitOK},
		{"help of a command", []string{"brief", "--help"}, exitOK},
		{"no command", nil, exitUsage},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := call(t, "", tt.args...)
			if code != tt.want {
				t.Fatalf("kilas %q: status %d, want %d; stderr:\n%s", tt.args, code, tt.want, stderr)
			}
			if code == exitUsage && stdout != "" {
				t.Errorf("kilas %q wrote to stdout: %q", tt.args, stdout)
			}
			if code == exitUsage && !strings.HasPrefix(stderr, "kilas: error: ") {
				t.Errorf("kilas %q: stderr is %q, want one error line", tt.args, stderr)
			}
		})
	}
}

func TestInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	var out, errs bytes.Buffer
	env := environment{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, getenv: func(string) string { return "" }, now: time.Now}
	code := run(ctx, []string{"kilas", "brief", "../../testdata/articles/ferry/id.txt"}, env)
	if code != exitInterrupted || out.Len() > 0 {
		t.Fatalf("interrupted run: status %d, stdout %q; want %d and nothing; stderr: %s", code, out.String(), exitInterrupted, errs.String())
	}
}

func TestArrange(t *testing.T) {
	t.Parallel()
	app := newApp(environment{getenv: func(string) string { return "" }, now: time.Now})
	tests := []struct{ in, want string }{
		{"kilas brief a.txt b.txt -n 3", "kilas brief -n 3 -- a.txt b.txt"},
		{"kilas brief -n=3 a.txt --strict", "kilas brief -n=3 --strict -- a.txt"},
		{"kilas --offline brief a.txt", "kilas brief --offline -- a.txt"},
		{"kilas --timeout 5s fetch -q u", "kilas fetch --timeout 5s -q -- u"},
		{"kilas brief -- -n a.txt", "kilas brief -- -n a.txt"},
		{"kilas brief - -t en", "kilas brief -t en -- -"},
		{"kilas config show --to id", "kilas config show --to id"},
		{"kilas render", "kilas render"},
		{"kilas brif a.txt", "kilas brif a.txt"},
	}
	for _, tt := range tests {
		got, err := arrange(strings.Fields(tt.in), app)
		if err != nil || strings.Join(got, " ") != tt.want {
			t.Errorf("arrange(%q) = %q, %v; want %q", tt.in, got, err, tt.want)
		}
	}
}
