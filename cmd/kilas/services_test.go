package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas/internal/llm/llmtest"
)

const secret = "4a1f-very-secret:fx"

// service answers as DeepL and Google do, in capitals, as long as the key is
// right, and counts requests.
func service(t *testing.T, requests *int) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*requests++
		if r.Header.Get("Authorization") != "DeepL-Auth-Key "+secret && r.Header.Get("X-Goog-Api-Key") != secret {
			w.WriteHeader(http.StatusForbidden)
			_, _ = w.Write([]byte(`{"message":"bad key ` + secret + `"}`))
			return
		}
		var ask struct{ Text, Q []string }
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
			t.Error(err)
		}
		var deepl, google []map[string]string
		for _, s := range append(ask.Text, ask.Q...) {
			deepl = append(deepl, map[string]string{"text": "DEEPL " + strings.ToUpper(s)})
			google = append(google, map[string]string{"translatedText": "GOOGLE " + strings.ToUpper(s)})
		}
		if err := json.NewEncoder(w).Encode(map[string]any{"translations": deepl, "data": map[string]any{"translations": google}}); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

// callWith is call with variables and a configuration file.
func callWith(t *testing.T, variables map[string]string, config, stdin string, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config.toml")
	if err := os.WriteFile(path, []byte(config), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	env := environment{
		stdin: strings.NewReader(stdin), stdout: &out, stderr: &errs, now: time.Now,
		getenv: func(name string) string { return variables[name] },
	}
	code = run(context.Background(), append([]string{"kilas"}, append(args, "--config", path)...), env)
	return code, out.String(), errs.String()
}

// The order is: what was named, else the services of the configuration, else
// the built-in models; and no key is ever shown.
func TestServices(t *testing.T) {
	keyFile := filepath.Join(t.TempDir(), "key")
	if err := os.WriteFile(keyFile, []byte(secret+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	requests := 0
	url := service(t, &requests)
	section := func(name string) string {
		return "[" + name + "]\nurl = \"" + url + "\"\nkey_file = \"" + filepath.ToSlash(keyFile) + "\"\n"
	}
	translateTo := func(to string, more ...string) []string {
		return append([]string{"translate", "--from", "id", "-t", to, "--no-cache"}, more...)
	}
	tests := []struct {
		name      string
		variables map[string]string
		config    string
		args      []string
		code      int
		stdout    string // in it
		stderr    string // in it
		requests  int    // at most
	}{
		{name: "configured before built-in", config: section("deepl"), args: translateTo("en"), stdout: "DEEPL HUJAN", requests: 1},
		{name: "second configured", config: section("deepl") + section("google"), args: translateTo("zu"), stdout: "DEEPL HUJAN", requests: 1},
		{name: "what the first lacks", config: section("deepl") + section("google"), args: translateTo("luo"), stdout: "GOOGLE HUJAN", requests: 1},
		{name: "named before configured", config: section("deepl"), args: translateTo("zu", "--translator", "exec:tr a-z A-Z"), stdout: "HUJAN", requests: 0},
		{name: "named needs no section", variables: map[string]string{"DEEPL_API_KEY": secret}, args: translateTo("en", "--translator", "deepl:"+url), stdout: "DEEPL HUJAN", requests: 1},
		{name: "in the configuration", variables: map[string]string{"KILAS_GOOGLE_KEY": secret}, config: "translator = [\"google:" + url + "\"]\n", args: translateTo("en"), stdout: "GOOGLE HUJAN", requests: 1},
		{name: "a key alone is no choice", variables: map[string]string{"DEEPL_API_KEY": secret}, args: translateTo("en"), stdout: "ain", stderr: "gist", requests: 0},
		{name: "second does what the first can't", variables: map[string]string{"DEEPL_API_KEY": secret, "GOOGLE_API_KEY": secret}, args: translateTo("luo", "--translator", "deepl:"+url, "--translator", "google:"+url), stdout: "GOOGLE HUJAN", requests: 1},
		{name: "offline", config: section("deepl"), args: translateTo("en", "--offline"), stdout: "ain", requests: 0},
		{name: "named and offline", variables: map[string]string{"DEEPL_API_KEY": secret}, args: translateTo("en", "--offline", "--translator", "deepl"), code: exitUsage, stderr: "needs the network"},
		{name: "no key", args: translateTo("en", "--translator", "deepl"), code: exitUsage, stderr: "DEEPL_API_KEY"},
		{name: "configured without key", config: "[deepl]\nurl = \"" + url + "\"\n", args: translateTo("en"), stdout: "ain", stderr: "translator deepl needs a key"},
		{name: "wrong key", variables: map[string]string{"AZURE_TRANSLATOR_KEY": secret}, args: translateTo("cy", "--translator", "azure:"+url), code: exitNothing, stderr: "key refused or missing"},
		{name: "key in the address", args: translateTo("en", "--translator", "libretranslate:http://me:pass@host"), code: exitUsage, stderr: "has a password or key in it"},
		{name: "no address", args: translateTo("en", "--translator", "libretranslate"), code: exitUsage, stderr: "needs the address"},
		{name: "model without key", args: translateTo("en", "--translator", "openai:small"), code: exitUsage, stderr: "OPENAI_API_KEY"},
		{name: "no model", args: translateTo("en", "--translator", "openai"), code: exitUsage, stderr: "openai:NAME-OF-THE-MODEL"},
		{name: "unknown key of a section", config: "[deepl]\nkey = \"" + "x" + "\"\n", args: translateTo("en"), code: exitUsage, stderr: `unknown key "deepl.key"`},
		{name: "unknown variant", variables: map[string]string{"DEEPL_API_KEY": secret}, config: "[deepl]\nvariants = [\"en-au\"]\n", args: translateTo("en", "--translator", "deepl"), code: exitUsage, stderr: "en-GB, en-US"},
		{name: "doctor", variables: map[string]string{"GOOGLE_API_KEY": secret}, config: section("deepl") + section("google"), args: []string{"doctor", "-v"}, stdout: "deepl, configured, key from key_file"},
		{name: "doctor asks no command", config: "[deepl]\nkey_command = \"false\"\n", args: []string{"doctor"}, stdout: "deepl, configured, key from key_command"},
		{name: "doctor misses a key", config: "[deepl]\n", args: []string{"doctor"}, code: exitShort, stdout: "missing  translator       deepl: translator deepl needs a key"},
		{name: "show", variables: map[string]string{"DEEPL_API_KEY": secret}, config: section("azure") + "region = \"westeurope\"\n", args: []string{"config", "show"}, stdout: "region = \"westeurope\""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			requests = 0
			code, stdout, stderr := callWith(t, tt.variables, tt.config, "hujan turun lagi di kota itu\n", tt.args...)
			if code != tt.code || !strings.Contains(stdout, tt.stdout) || !strings.Contains(stderr, tt.stderr) {
				t.Errorf("kilas %q: status %d, stdout %q, stderr %q; want %d, %q, %q", tt.args, code, stdout, stderr, tt.code, tt.stdout, tt.stderr)
			}
			if requests > tt.requests && tt.stderr == "" {
				t.Errorf("%d requests, want at most %d", requests, tt.requests)
			}
			if strings.Contains(stdout+stderr, "very-secret") {
				t.Errorf("the key is shown: %s%s", stdout, stderr)
			}
		})
	}
}

// What a service translated is remembered, and no key is in what is kept.
func TestServicesRemember(t *testing.T) {
	requests := 0
	url := service(t, &requests)
	variables := map[string]string{"DEEPL_API_KEY": secret}
	for range 2 {
		code, stdout, stderr := callWith(t, variables, "", "kabut tebal menutupi bandara itu\n", "translate", "--from", "id", "-t", "sw", "--translator", "deepl:"+url)
		if code != exitOK || stdout != "DEEPL KABUT TEBAL MENUTUPI BANDARA ITU\n" {
			t.Errorf("status %d, stdout %q, stderr %q", code, stdout, stderr)
		}
	}
	if requests != 1 {
		t.Errorf("%d requests for the same line twice, want 1", requests)
	}
	// Another variety of English is another translation, and so is another server's.
	for range 2 {
		callWith(t, variables, "[deepl]\nvariants = [\"en-GB\"]\n", "kabut tebal menutupi bandara itu\n", "translate", "--from", "id", "-t", "sw", "--translator", "deepl:"+url)
	}
	if requests != 2 {
		t.Errorf("%d requests, want another one for another variant", requests)
	}
	requests = 1
	if code, _, stderr := callWith(t, variables, "", "kabut tebal menutupi bandara itu\n", "translate", "--raw", "--from", "id", "-t", "sw", "--translator", "deepl:"+url); code != exitOK || requests != 2 {
		t.Errorf("--raw: status %d, %d requests, want the backend asked again; stderr %q", code, requests, stderr)
	}
	err := filepath.WalkDir(cacheDir(), func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if bytes.Contains(data, []byte("very-secret")) {
			t.Errorf("the key is in %s", path)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

func TestLanguageModelTranslators(t *testing.T) {
	server := llmtest.New(t, func(llmtest.Asked) llmtest.Reply {
		return llmtest.Reply{Text: `{"translations":[{"n":1,"text":"It rains again."}]}`}
	})
	server.Key = secret
	args := []string{"translate", "--from", "id", "-t", "en", "--no-cache", "--translator"}
	for _, tt := range []struct {
		spec, config string
		variables    map[string]string
	}{
		{"openai:small", "[openai]\nurl = \"" + server.OpenAIURL() + "\"\n", map[string]string{"OPENAI_API_KEY": secret}},
		{"openai:small", "", map[string]string{"KILAS_OPENAI_KEY": secret, "OPENAI_BASE_URL": server.OpenAIURL()}},
		{"anthropic:small", "[anthropic]\nurl = \"" + server.URL + "\"\n", map[string]string{"ANTHROPIC_API_KEY": secret}},
	} {
		code, stdout, stderr := callWith(t, tt.variables, tt.config, "hujan lagi.\n", append(args, tt.spec)...)
		if code != exitOK || stdout != "It rains again.\n" || strings.Contains(stderr, "very-secret") {
			t.Errorf("%s: status %d, stdout %q, stderr %q", tt.spec, code, stdout, stderr)
		}
	}
	code, _, stderr := callWith(t, map[string]string{"OPENAI_API_KEY": "wrong-" + secret}, "[openai]\nurl = \""+server.OpenAIURL()+"\"\n", "hujan.\n", append(args, "openai:small")...)
	if code != exitOK || !strings.Contains(stderr, "key refused or missing") || strings.Contains(stderr, "very-secret") {
		t.Errorf("wrong key: status %d, stderr %q, want the built-in model instead", code, stderr)
	}
}
