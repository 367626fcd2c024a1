package translate

import (
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

// scriptedServer runs a server that gives the troubles first, one for each
// request, and counts the requests. It fails the test when an address has the
// key in it.
func scriptedServer(t *testing.T, key string, answer http.HandlerFunc, troubles ...http.HandlerFunc) (Service, *atomic.Int32) {
	t.Helper()
	var requests atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.Contains(r.URL.String(), key) {
			t.Errorf("the key is in the address %s", r.URL)
		}
		if n := int(requests.Add(1)); n <= len(troubles) {
			troubles[n-1](w, r)
			return
		}
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	return Service{URL: server.URL, Key: key, Client: server.Client(), pause: time.Millisecond}, &requests
}

func answerJSON(t *testing.T, w http.ResponseWriter, v any) {
	t.Helper()
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		t.Error(err)
	}
}

// refusalCase is what a service says and what is to become of it.
type refusalCase struct {
	name     string
	status   int
	body     string
	reason   Reason
	want     string // in the error
	requests int32  // in two calls; after a final refusal there is no second
}

// testRefusals has a backend refused for good, twice.
func testRefusals(t *testing.T, cases []refusalCase, backend func(Service) Backend) {
	t.Helper()
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s, requests := scriptedServer(t, "top-secret", refuse(c.status, c.body))
			b := backend(s)
			for range 2 {
				_, err := b.Translate(t.Context(), "id", "en", []string{"hujan turun"})
				var refusal *StatusError
				if !errors.As(err, &refusal) || refusal.Reason != c.reason || !strings.Contains(err.Error(), c.want) {
					t.Errorf("Translate = %v, want %q because of %q", err, c.want, c.reason)
				}
				if errors.Is(err, ErrQuota) != (c.reason == ReasonQuota) {
					t.Errorf("Translate = %v, quota: %v", err, errors.Is(err, ErrQuota))
				}
				if err != nil && strings.Contains(err.Error(), "top-secret") {
					t.Errorf("the error tells the key: %v", err)
				}
			}
			if n := requests.Load(); n != c.requests {
				t.Errorf("%d requests, want %d", n, c.requests)
			}
		})
	}
}

// googleServer speaks as Cloud Translation Basic does, in capitals.
func googleServer(t *testing.T) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var ask struct {
			Q                      []string
			Source, Target, Format string
		}
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
			t.Error(err)
		}
		runes := 0
		for _, q := range ask.Q {
			runes += utf8.RuneCountInString(q)
		}
		switch {
		case r.Header.Get("X-Goog-Api-Key") != "top-secret" || r.URL.Path != "/language/translate/v2":
			t.Errorf("request to %s with %v", r.URL, r.Header)
		case len(ask.Q) > 128 || runes > 30000 || len(ask.Q) > 1 && runes > 5000:
			t.Errorf("%d texts of %d characters", len(ask.Q), runes)
		case ask.Source != "id" || ask.Format != "text" || ask.Target != "zh-TW" && ask.Target != "en":
			t.Errorf("asked for %s to %s as %s", ask.Source, ask.Target, ask.Format)
		}
		var list []map[string]string
		for _, q := range ask.Q {
			list = append(list, map[string]string{"translatedText": strings.ToUpper(q)})
		}
		answerJSON(t, w, map[string]any{"data": map[string]any{"translations": list}})
	}
}

func TestGoogle(t *testing.T) {
	t.Parallel()
	s, requests := scriptedServer(t, "top-secret", googleServer(t), refuse(403, googleError(403, "User Rate Limit Exceeded", "userRateLimitExceeded")))
	in := append(slices.Repeat([]string{"hujan turun", ""}, 200), strings.Repeat("panjang ", 2000))
	got, err := NewGoogle(s).Translate(t.Context(), "id", "zh-hant", in)
	if err != nil || !slices.Equal(got, upper(in)) {
		t.Errorf("Translate = %q, %v", got, err)
	}
	if n := requests.Load(); n != 4 { // the refused one, 128, 72, and the long one
		t.Errorf("%d requests, want 4", n)
	}
	g := NewGoogle(Service{})
	for pair, want := range map[[2]kilas.Lang]bool{{"id", "en"}: true, {"ms", "zh-hant"}: true, {"id", "xx"}: false, {"", "en"}: false, {"id", "id"}: false} {
		if got := g.Supports(pair[0], pair[1]); got != want {
			t.Errorf("Supports%q = %v", pair, got)
		}
	}
	if g.api.URL != "https://translation.googleapis.com" {
		t.Errorf("its address is %s", g.api.URL)
	}
}

func googleError(code int, message, reason string) string {
	return fmt.Sprintf(`{"error":{"code":%d,"message":%q,"errors":[{"message":%[2]q,"domain":"usageLimits","reason":%q}],"status":"PERMISSION_DENIED"}}`, code, message, reason)
}

func TestGoogleRefusals(t *testing.T) {
	t.Parallel()
	testRefusals(t, []refusalCase{
		{"daily limit", 403, googleError(403, "Daily Limit Exceeded", "dailyLimitExceeded"), ReasonQuota, "quota used up): Daily Limit Exceeded", 1},
		{"rate", 403, googleError(403, "User Rate Limit Exceeded", "userRateLimitExceeded"), ReasonRate, "too many requests", 2 * maxTries},
		{"bad key", 400, `{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","errors":[{"message":"API key not valid. Please pass a valid API key.","domain":"global","reason":"badRequest"}],"status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID","domain":"googleapis.com","metadata":{"service":"translate.googleapis.com"}}]}}`,
			ReasonKey, "status 400 (key refused or missing): API key not valid", 1},
		{"old bad key", 400, googleError(400, "Bad Request", "keyInvalid"), ReasonKey, "keyInvalid", 1},
		{"not switched on", 403, googleError(403, "Cloud Translation API has not been used in project 1 before or it is disabled.", "accessNotConfigured"), ReasonKey, "has not been used", 1},
		{"too long", 400, `{"error":{"code":400,"message":"Text too long","errors":[{"message":"Text too long","domain":"global","reason":"invalid"}],"status":"INVALID_ARGUMENT"}}`, "", "status 400: Text too long", 2},
		{"down", 503, `{"error":{"code":503,"message":"The service is currently unavailable.","status":"UNAVAILABLE"}}`, "", "status 503: The service", 2 * maxTries},
	}, func(s Service) Backend { return NewGoogle(s) })
}
