package translate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/kilas-news/kilas"
)

// libre is a LibreTranslate server that answers in capitals, after the given
// troubles, one for each request.
func libre(t *testing.T, key string, troubles ...http.HandlerFunc) (Service, *atomic.Int32) {
	t.Helper()
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/languages" {
			fmt.Fprint(w, `[{"code":"id","name":"Indonesian","targets":["en","id","zh-Hant"]},{"code":"en","name":"English","targets":["en","id"]},{"code":"zh-Hant","name":"Chinese (traditional)"}]`)
			return
		}
		if n := int(requests.Add(1)); n <= len(troubles) {
			troubles[n-1](w, r)
			return
		}
		var ask struct {
			Q                      []string
			Source, Target, Format string
			Key                    string `json:"api_key"`
		}
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil || r.URL.Path != "/translate" || ask.Format != "text" || ask.Source != "id" {
			http.Error(w, `{"error":"bad request"}`, http.StatusBadRequest)
			return
		}
		if ask.Key != key {
			http.Error(w, fmt.Sprintf(`{"error":"Invalid API key %s"}`, ask.Key), http.StatusForbidden)
			return
		}
		answer, err := json.Marshal(map[string]any{"translatedText": upper(ask.Q)})
		if err != nil {
			t.Error(err)
		}
		if _, err := w.Write(answer); err != nil {
			t.Error(err)
		}
	}))
	t.Cleanup(server.Close)
	return Service{URL: server.URL + "/", Key: key, Client: server.Client(), pause: time.Millisecond}, &requests
}

func refuse(code int, body string, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if len(header) > 0 {
			w.Header().Set("Retry-After", header[0])
		}
		http.Error(w, body, code)
	}
}

func cutConnection(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	fmt.Fprint(w, `{"translatedText":`)
}

func TestLibreTranslate(t *testing.T) {
	t.Parallel()
	s, requests := libre(t, "secret")
	in := slices.Repeat([]string{"hujan turun", "banjir surut"}, 30)
	got, err := NewLibreTranslate(s).Translate(t.Context(), "id", "en", in)
	if err != nil || !slices.Equal(got, upper(in)) {
		t.Errorf("Translate = %q, %v", got, err)
	}
	if n := requests.Load(); n != 3 {
		t.Errorf("%d requests for 60 sentences, want 3", n)
	}
}

func TestServiceTroubles(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		troubles []http.HandlerFunc
		want     string // in the error, "" for success
		requests int32
	}{
		"too many requests, then well": {[]http.HandlerFunc{refuse(429, `{"error":"Slowdown"}`)}, "", 2},
		"overload, then well":          {[]http.HandlerFunc{refuse(503, ""), refuse(502, "<html>")}, "", 3},
		"cut answer, then well":        {[]http.HandlerFunc{cutConnection}, "", 2},
		"rest of a second":             {[]http.HandlerFunc{refuse(429, "", "1")}, "", 2},
		"too long a rest":              {[]http.HandlerFunc{refuse(429, `{"error":"Quota"}`, "3600")}, "status 429 (too many requests): Quota; it asks for 1h0m0s of rest", 1},
		"overload for good":            {slices.Repeat([]http.HandlerFunc{refuse(500, `{"error":"oom"}`)}, 9), "status 500: oom", maxTries},
		"unknown pair":                 {[]http.HandlerFunc{refuse(400, `{"error":"xx is not supported"}`)}, "status 400: xx is not supported", 1},
		"no JSON":                      {[]http.HandlerFunc{refuse(200, "<html>")}, "no JSON as expected", 1},
		"one text for two":             {[]http.HandlerFunc{refuse(200, `{"translatedText":["A"]}`)}, "1 texts for 2 sentences", 1},
		"long message":                 {[]http.HandlerFunc{refuse(400, `{"error":"`+strings.Repeat("x", 5000)+`"}`)}, "x…", 1},
		"endless answer":               {[]http.HandlerFunc{refuse(200, strings.Repeat("x", maxAnswerBytes+1))}, "answer is over", 1},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, requests := libre(t, "", tt.troubles...)
			got, err := NewLibreTranslate(s).Translate(t.Context(), "id", "en", []string{"satu", "dua"})
			if tt.want == "" && (err != nil || !slices.Equal(got, []string{"SATU", "DUA"})) {
				t.Errorf("Translate = %q, %v", got, err)
			}
			if tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want) || len(err.Error()) > 400) {
				t.Errorf("Translate = %q, %v, want error %q", got, err, tt.want)
			}
			if n := requests.Load(); n != tt.requests {
				t.Errorf("%d requests, want %d", n, tt.requests)
			}
		})
	}
}

// A server that repeats the key it was sent must not make it known.
func TestServiceHidesKey(t *testing.T) {
	t.Parallel()
	s, _ := libre(t, "right")
	s.Key = "wrong-secret"
	_, err := NewLibreTranslate(s).Translate(t.Context(), "id", "en", []string{"satu"})
	var refusal *StatusError
	if !errors.As(err, &refusal) || refusal.Code != http.StatusForbidden || strings.Contains(err.Error(), "wrong-secret") || !strings.Contains(err.Error(), "***") {
		t.Errorf("Translate = %v, want a refusal without the key", err)
	}
}

func TestServiceCancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s, _ := libre(t, "", func(http.ResponseWriter, *http.Request) { cancel() })
	if _, err := NewLibreTranslate(s).Translate(ctx, "id", "en", []string{"satu"}); !errors.Is(err, context.Canceled) {
		t.Errorf("Translate = %v, want %v", err, context.Canceled)
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]time.Duration{
		"": 0, "7": 7 * time.Second, "-3": 0, "soon": 0, "Thu, 01 Jan 1970 00:00:00 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {value}}); got != want {
			t.Errorf("retryAfter(%q) = %v, want %v", value, got, want)
		}
	}
	date := time.Now().Add(time.Hour).UTC().Format(http.TimeFormat)
	if got := retryAfter(http.Header{"Retry-After": {date}}); got < 59*time.Minute || got > time.Hour {
		t.Errorf("retryAfter(%q) = %v, want about an hour", date, got)
	}
}

// The fake speaks as apertium-apy 0.11 does.
func TestApertiumAPY(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("langpair") != "ind|zlm" {
			w.WriteHeader(http.StatusBadRequest)
			fmt.Fprint(w, `{"status": "error", "code": 400, "message": "Bad Request", "explanation": "That pair is not installed"}`)
			return
		}
		text, err := json.Marshal(strings.ToUpper(r.FormValue("q")))
		if err != nil {
			t.Error(err)
		}
		fmt.Fprintf(w, `{"responseData": {"translatedText": %s}, "responseDetails": null, "responseStatus": 200}`, text)
	}))
	t.Cleanup(server.Close)
	a := NewApertiumAPY(Service{URL: server.URL, Client: server.Client(), pause: time.Millisecond})
	in := []string{"hujan & banjir", "", "naik 5% + 3\nlagi"}
	got, err := a.Translate(t.Context(), "id", "ms", in)
	if want := []string{"HUJAN & BANJIR", "", "NAIK 5% + 3 LAGI"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("Translate(%q) = %q, %v, want %q", in, got, err, want)
	}
	if _, err := a.Translate(t.Context(), "id", "en", in); err == nil || !strings.Contains(err.Error(), "That pair is not installed") {
		t.Errorf("Translate = %v, want what the service says", err)
	}
	if a.Supports("", "en") || a.Supports("id", "xx-unknown") || !a.Supports("id", "zh-hant") {
		t.Error("Supports is wrong about languages without a code")
	}
}

func TestBatches(t *testing.T) {
	t.Parallel()
	tests := []struct {
		sentences []string
		want      string
	}{
		{nil, "[]"},
		{[]string{"aa", "bb", "cc", "dd"}, "[[aa bb cc] [dd]]"},
		{[]string{"aaaa", "bbbb", "c"}, "[[aaaa] [bbbb c]]"},
		{[]string{"aaaaaaaaa", "b"}, "[[aaaaaaaaa] [b]]"},
		{[]string{"ééé", "ééé"}, "[[ééé ééé]]"},
	}
	l := limits{texts: 3, size: 6, longest: 9, measure: utf8.RuneCountInString}
	for _, tt := range tests {
		if got := fmt.Sprint(l.batches(tt.sentences)); got != tt.want {
			t.Errorf("batches(%q) = %s, want %s", tt.sentences, got, tt.want)
		}
	}
}

func TestEach(t *testing.T) {
	t.Parallel()
	l := limits{texts: 2, size: 6, longest: 6, measure: utf8.RuneCountInString}
	failOn := func(call int) func([]string) ([]string, error) {
		n := 0
		return func(batch []string) ([]string, error) {
			if n++; n == call {
				return nil, errDown
			}
			return upper(batch), nil
		}
	}
	tests := map[string]struct {
		in   []string
		fail int
		want []string
		err  string
	}{
		"blank and too long stay empty": {in: []string{"a", " ", "toolong", "b"}, want: []string{"A", "", "", "B"}},
		"only too long":                 {in: []string{"toolong"}, want: []string{""}, err: "too long for the service: 7 of at most 6 characters"},
		"nothing":                       {in: []string{"", " "}, want: []string{"", ""}},
		"fails midway":                  {in: []string{"a", "b", "c", "", "d", "e"}, fail: 2, want: []string{"A", "B", "", "", "", ""}, err: errDown.Error()},
	}
	for name, tt := range tests {
		got, err := l.each(tt.in, failOn(tt.fail))
		if !slices.Equal(got, tt.want) || (err == nil) != (tt.err == "") || err != nil && !strings.Contains(err.Error(), tt.err) {
			t.Errorf("%s: each(%q) = %q, %v, want %q, %q", name, tt.in, got, err, tt.want, tt.err)
		}
	}
}

// What was paid for before a service failed is not thrown away.
func TestSentencesKeepsWhatWasDone(t *testing.T) {
	t.Parallel()
	s, _ := libre(t, "", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, `{"translatedText":["%s"]}`, strings.Repeat(`It has rained for a week.","`, 24)+"It has rained for a week.")
	}, refuse(429, `{"error":"Quota"}`, "3600"))
	first := NewLibreTranslate(s)
	second := &scripted{name: "b", do: english}
	got, err := Sentences(t.Context(), []Backend{first, second}, "id", "en", slices.Repeat([]string{"sudah seminggu hujan"}, 26))
	if err != nil || got[24].By != "libretranslate" || len(got[24].Warnings) > 0 || got[25].By != "b" || codes(got[25].Warnings) != WarnFallback {
		t.Errorf("Sentences = %s%v", show(got), err)
	}
	if len(second.calls) != 1 || len(second.calls[0]) != 1 {
		t.Errorf("the second was asked for %q, want one sentence", second.calls)
	}
}

func TestLibreTranslateLanguages(t *testing.T) {
	t.Parallel()
	s, requests := libre(t, "")
	l := NewLibreTranslate(s)
	for _, pair := range [][2]string{{"cy", "en"}, {"id", "cy"}, {"en", "zh-hant"}} {
		_, err := l.Translate(t.Context(), kilas.Lang(pair[0]), kilas.Lang(pair[1]), []string{"satu"})
		if !errors.Is(err, ErrUnsupported) {
			t.Errorf("Translate from %s to %s = %v, want %v", pair[0], pair[1], err, ErrUnsupported)
		}
	}
	if n := requests.Load(); n != 0 {
		t.Errorf("%d requests for pairs that the server lacks, want 0", n)
	}
	if _, err := l.Translate(t.Context(), "id", "zh-hant", []string{"satu"}); err != nil {
		t.Error(err)
	}
}

// A key is for one address: no redirection takes it elsewhere.
func TestServiceFollowsNoRedirection(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("request to another server: %v", r.Header)
	}))
	t.Cleanup(elsewhere.Close)
	server := httptest.NewServer(http.RedirectHandler(elsewhere.URL, http.StatusTemporaryRedirect))
	t.Cleanup(server.Close)
	a := NewAzure(Service{URL: server.URL, Key: "secret"}, "")
	if _, err := a.Translate(t.Context(), "id", "en", []string{"satu"}); err == nil || !strings.Contains(err.Error(), "status 307: moved to http") {
		t.Errorf("Translate = %v, want an error that says where the service is", err)
	}
}
