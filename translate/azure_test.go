package translate

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// azureServer speaks as Azure's translator does, in capitals.
func azureServer(t *testing.T) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var ask []struct{ Text string }
		if err := json.NewDecoder(r.Body).Decode(&ask); err != nil {
			t.Error(err)
		}
		size := 0
		var list []map[string]any
		for _, a := range ask {
			size += utf16Len(a.Text)
			list = append(list, map[string]any{"translations": []map[string]string{{"text": strings.ToUpper(a.Text), "to": "zh-Hant"}}})
		}
		q := r.URL.Query()
		switch {
		case r.Header.Get("Ocp-Apim-Subscription-Key") != "top-secret" || r.Header.Get("Ocp-Apim-Subscription-Region") != "southeastasia":
			t.Errorf("request with %v", r.Header)
		case r.URL.Path != "/translate" || q.Get("api-version") != "3.0" || q.Get("from") != "id" || q.Get("to") != "zh-Hant" || q.Get("textType") != "plain":
			t.Errorf("request to %s", r.URL)
		case len(ask) > 1000 || size > 50000:
			t.Errorf("%d texts of %d characters", len(ask), size)
		}
		answerJSON(t, w, list)
	}
}

func TestAzure(t *testing.T) {
	t.Parallel()
	s, requests := scriptedServer(t, "top-secret", azureServer(t),
		refuse(429, `{"error":{"code":429001,"message":"The server rejected the request because the client has exceeded request limits."}}`, "1"))
	in := append(slices.Repeat([]string{"hujan turun"}, 1500), strings.Repeat("🚢", 20000), strings.Repeat("🚢", 10000))
	got, err := NewAzure(s, "southeastasia").Translate(t.Context(), "id", "zh-hant", in)
	if err != nil || !slices.Equal(got, upper(in)) {
		t.Errorf("Translate = %.100q, %v", got, err)
	}
	if n := requests.Load(); n != 4 { // the refused one, 1000, 500 with the first ships, the last ships
		t.Errorf("%d requests, want 4", n)
	}
	a := NewAzure(Service{}, "")
	for pair, want := range map[[2]kilas.Lang]bool{{"id", "en"}: true, {"sr", "tl"}: true, {"id", "xx"}: false, {"", "en"}: false} {
		if got := a.Supports(pair[0], pair[1]); got != want {
			t.Errorf("Supports%q = %v", pair, got)
		}
	}
}

func TestAzureRefusals(t *testing.T) {
	t.Parallel()
	testRefusals(t, []refusalCase{
		{"free quota", 403, `{"error":{"code":403001,"message":"The operation isn't allowed because the subscription has exceeded its free quota."}}`, ReasonQuota, "quota used up): 403001: The operation", 1},
		{"bad key", 401, `{"error":{"code":401000,"message":"The request is not authorized because credentials are missing or invalid."}}`, ReasonKey, "401000: The request is not authorized", 1},
		{"bad region", 401, `{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}`, ReasonKey, "401: Access denied", 1},
		{"rate", 429, `{"error":{"code":429000,"message":"The server rejected the request because the client has exceeded request limits."}}`, ReasonRate, "too many requests", 2 * maxTries},
		{"unknown language", 400, `{"error":{"code":400036,"message":"The target language is not valid."}}`, "", "status 400: 400036: The target", 2},
		{"too large", 400, `{"error":{"code":400077,"message":"The maximum request size has been exceeded."}}`, ReasonSize, "request too large", 2},
		{"no JSON", 502, `<html>`, "", "status 502", 2 * maxTries},
	}, func(s Service) Backend { return NewAzure(s, "") })
}
