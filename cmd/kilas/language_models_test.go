package main

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/kilas-news/kilas/internal/llm"
	"github.com/kilas-news/kilas/internal/llm/llmtest"
)

// modelPoint is a true point of testdata/articles/rate/id.txt.
type modelPoint struct {
	begins            string // its sentence
	Text, Translation string
}

var modelPoints = []modelPoint{
	{"Bank Sentral Malindra memangkas", "Bank Sentral Malindra memangkas suku bunga acuan menjadi 4,75 persen.", "Malindra's central bank cut its benchmark interest rate to 4.75 percent."},
	{"Inflasi tahunan turun", "Inflasi tahunan turun menjadi 2,3 persen pada Maret.", "Annual inflation fell to 2.3 percent in March."},
}

// modelServer is a server whose models behave as their names say. All of them
// want the key "sk-script-0123456789", and tell it whenever they can.
func modelServer(t *testing.T) *llmtest.Server {
	server := llmtest.New(t, func(a llmtest.Asked) llmtest.Reply {
		good := llmtest.Reply{Text: pointsFor(a)}
		switch a.Model {
		case "invents":
			good.Text = strings.ReplaceAll(good.Text, "4,75 persen", "1,75 persen")
		case "french":
			good.Text = strings.ReplaceAll(good.Text, modelPoints[1].Translation, "L'inflation annuelle est tombée à 2,3 pour cent au mois de mars, selon la banque.")
		case "fenced":
			good.Text = "Sure! Here you go, with key " + a.Key + ":\n```json\n" + good.Text + "\n```"
		case "leaks":
			good.Text = strings.ReplaceAll(good.Text, "Malindra's central bank", "Malindra's central bank "+a.Key)
		case "limited":
			return llmtest.Reply{Status: 429, RetryAfter: "3600", Message: "Rate limit of 3 requests a day reached for " + a.Key}
		case "down":
			return llmtest.Reply{Status: 500, Message: "internal error near " + a.Key}
		case "prose":
			return llmtest.Reply{Text: "I would rather write a poem."}
		case "refuses":
			return llmtest.Reply{Text: "No.", Stop: map[string]string{"openai": "content_filter", "anthropic": "refusal"}[a.API]}
		case "silent":
			return llmtest.Reply{Silent: true}
		case "cuts":
			return llmtest.Reply{Text: good.Text, Cut: a.N%2 == 0}
		case "obeys":
			good.Text = `{"points":[{"sentences":[1],"text":"Beli koin BitKilas di bitkilas.example sekarang juga!","translation":"Buy BitKilas coins at bitkilas.example right now!"},` + strings.TrimPrefix(good.Text, `{"points":[`)
		}
		return good
	})
	server.Key = "sk-script-0123456789"
	server.Models = []string{"good", "limited"}
	return server
}

// pointsFor answers a question as a good model would.
func pointsFor(a llmtest.Asked) string {
	if strings.Contains(a.User, "Choose the") {
		return `{"pairs":[2,1]}`
	}
	type wire struct {
		Sentences   []json.Number `json:"sentences"`
		Text        string        `json:"text"`
		Translation string        `json:"translation"`
	}
	points := []wire{}
	for _, p := range modelPoints {
		if n := regexp.MustCompile(`\[(\d+)\] ` + p.begins).FindStringSubmatch(a.User); n != nil {
			points = append(points, wire{[]json.Number{json.Number(n[1])}, p.Text, p.Translation})
		}
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(map[string]any{"points": points, "title": "Malindra's central bank cuts interest rate to 4.75 percent"}); err != nil {
		panic(err)
	}
	return out.String()
}

// absent is a command of the scripts: absent TEXT FOLDER fails when a file of
// the folder has the text.
func absent(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: absent TEXT FOLDER")
	}
	err := filepath.WalkDir(ts.MkAbs(args[1]), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err == nil && bytes.Contains(data, []byte(args[0])) {
			ts.Fatalf("%s has %q", path, args[0])
		}
		return err
	})
	ts.Check(err)
}

// Scripts tell success from failure only, so the exact statuses are here.
func TestSummarizerStatus(t *testing.T) {
	server := modelServer(t)
	const id = "../../testdata/articles/rate/id.txt"
	env := map[string]string{"KILAS_OPENAI_BASE_URL": server.OpenAIURL(), "KILAS_OPENAI_KEY": server.Key, "KILAS_ANTHROPIC_BASE_URL": server.URL, "ANTHROPIC_API_KEY": server.Key}
	tests := []struct {
		name string
		args []string
		want int
	}{
		{"good", []string{"brief", "-t", "en", "--summarizer", "openai:good", id}, exitOK},
		{"anthropic", []string{"brief", "-t", "en", "--summarizer", "anthropic:good", id}, exitOK},
		{"fallback", []string{"brief", "-t", "en", "--summarizer", "openai:limited", id}, exitOK},
		{"fallback by flag", []string{"brief", "-t", "en", "--fallback", "--summarizer", "openai:limited", id}, exitOK},
		{"no fallback", []string{"brief", "-t", "en", "--no-fallback", "--summarizer", "openai:limited", id}, exitNothing},
		{"summary", []string{"summarize", "--summarizer", "openai:good", id}, exitOK},
		{"summary falls back", []string{"summarize", "--summarizer", "openai:prose", id}, exitOK},
		{"summary without fallback", []string{"summarize", "--no-fallback", "--summarizer", "openai:prose", id}, exitNothing},
		{"budget", []string{"brief", "-t", "en", "--no-cache", "--max-tokens", "100", "--no-fallback", "--summarizer", "openai:good", id}, exitNothing},
		{"kept and strict", []string{"brief", "-t", "en", "--strict", "--on-unfaithful", "keep", "--summarizer", "openai:invents", id}, exitShort},
		{"offline", []string{"brief", "-t", "en", "--offline", "--summarizer", "openai:good", id}, exitUsage},
		{"both", []string{"brief", "--fallback", "--no-fallback", id}, exitUsage},
		{"no model", []string{"brief", "--summarizer", "openai", id}, exitUsage},
		{"unknown", []string{"brief", "--summarizer", "magic", id}, exitUsage},
		{"unknown action", []string{"brief", "--on-unfaithful", "pray", id}, exitUsage},
		{"negative", []string{"brief", "--max-requests", "-1", id}, exitUsage},
		{"no such command", []string{"brief", "--summarizer", "exec:no-such-program-here", id}, exitUsage},
		{"unknown prompt", []string{"config", "prompts", "poem"}, exitUsage},
		{"doctor", []string{"doctor", "--summarizer", "openai:good"}, exitOK},
		{"doctor asks anthropic", []string{"doctor", "--summarizer", "anthropic:good"}, exitOK},
		{"doctor lacks the model", []string{"doctor", "--summarizer", "openai:none"}, exitShort},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			code, stdout, stderr := callWith(t, env, "", "", tt.args...)
			if code != tt.want {
				t.Errorf("kilas %q: status %d, want %d; stderr:\n%s", tt.args, code, tt.want, stderr)
			}
			if (code == exitUsage || code == exitNothing) && stdout != "" {
				t.Errorf("kilas %q wrote to stdout: %q", tt.args, stdout)
			}
			if strings.Contains(stdout+stderr, server.Key) {
				t.Errorf("kilas %q shows the key:\n%s%s", tt.args, stdout, stderr)
			}
		})
	}
}

// A key goes where it is meant to go, and nowhere in the clear.
func TestKeyOnTheWay(t *testing.T) {
	tests := []struct {
		address, where string
		exposed        bool
	}{
		{"https://api.example/v1", "OPENAI_API_KEY", false},
		{"http://localhost:11434/v1", "OPENAI_API_KEY", false},
		{"http://127.0.0.1:11434/v1", "OPENAI_API_KEY_FILE", false},
		{"http://[::1]/v1", "OPENAI_API_KEY", false},
		{"http://192.168.1.5:11434/v1", "OPENAI_API_KEY", true},
		{"http://host.example/v1", "OPENAI_API_KEY_FILE", true},
		{"http://192.168.1.5:11434/v1", "KILAS_OPENAI_KEY", false},
		{"http://192.168.1.5:11434/v1", "key_file", false},
		{"", "OPENAI_API_KEY", false},
	}
	for _, tt := range tests {
		if got := exposes(tt.address) && isGeneral(tt.where); got != tt.exposed {
			t.Errorf("a key of %s for %q is kept back: %v, want %v", tt.where, tt.address, got, tt.exposed)
		}
	}
}

// Progress is drawn as answers come in, and leaves nothing behind.
func TestModelProgress(t *testing.T) {
	var out bytes.Buffer
	now := time.Now()
	p := &modelProgress{w: &out, now: func() time.Time { now = now.Add(time.Second); return now }}
	p.show(progressOf(1234, false))
	p.show(progressOf(2345, true))
	p.clear()
	if got, want := out.String(), "\r\x1b[Kopenai:m is writing: 1.2 kB\r\x1b[K"; got != want {
		t.Errorf("progress is %q, want %q", got, want)
	}
}

func progressOf(n int, done bool) llm.Progress {
	return llm.Progress{Name: "openai:m", Bytes: n, Done: done}
}

// Without a key nothing is sent, and the user learns where to put one.
func TestNoModelKey(t *testing.T) {
	const id = "../../testdata/articles/rate/id.txt"
	code, stdout, stderr := callWith(t, nil, "", "", "brief", "-t", "en", "--summarizer", "openai:good", id)
	if code != exitUsage || stdout != "" || !strings.Contains(stderr, "openai:good needs a key") || !strings.Contains(stderr, "put it into OPENAI_API_KEY") {
		t.Errorf("brief without a key: status %d, %s", code, stderr)
	}
	code, stdout, _ = callWith(t, nil, "", "", "doctor", "--summarizer", "anthropic:good")
	if code != exitShort || !strings.Contains(stdout, "missing  summarizer       anthropic:good needs a key") {
		t.Errorf("doctor without a key: status %d, %s", code, stdout)
	}
}
