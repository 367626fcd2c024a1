package translate

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kilas-news/kilas"
)

// apertiumFake behaves as apertium 3.8 does with -z -f none: null bytes part
// texts, brackets pass through, special characters are escaped, and a few
// empty texts come after the last. Other text gets capitals; a text with
// "swallow" is lost.
func apertiumFake(args []string) int {
	if slices.Equal(args, []string{"-l"}) {
		fmt.Println("  eng-spa\n  spa-eng_US\n  ind-zlm")
		return 0
	}
	if len(args) != 5 || strings.Join(args[:4], " ") != "-u -z -f none" {
		fmt.Fprintln(os.Stderr, "USAGE: apertium")
		return 1
	}
	in, err := io.ReadAll(os.Stdin)
	if err != nil {
		return 1
	}
	for text := range strings.SplitSeq(strings.TrimSuffix(string(in), "\x00"), "\x00") {
		if strings.Contains(text, "swallow") {
			continue
		}
		if regexp.MustCompile(`(?:^|[^\\])[<>@^$/{}]`).MatchString(text) {
			fmt.Fprintln(os.Stderr, "Error: Malformed input stream.")
			return 1
		}
		fmt.Print(regexp.MustCompile(`^\[[^]]*\]|\[\]|\\.|[^\[\]\\]+`).ReplaceAllStringFunc(text, func(s string) string {
			if s[0] == '[' {
				return s
			}
			return strings.ToUpper(s)
		}), "\x00")
	}
	fmt.Print("\x00\x00")
	return 0
}

func TestApertium(t *testing.T) {
	t.Parallel()
	a, err := newApertium(t.Context(), os.Args[0], fakeFlag, "apertium")
	if err != nil {
		t.Fatal(err)
	}
	if got := a.Pairs(); !slices.Equal(got, []string{"eng-spa", "spa-eng_US", "ind-zlm"}) {
		t.Errorf("Pairs = %q", got)
	}
	for pair, want := range map[[2]kilas.Lang]bool{{"en", "es"}: true, {"es", "en"}: true, {"id", "ms"}: true, {"ms", "id"}: false, {"en", "id"}: false, {"", "es"}: false} {
		if got := a.Supports(pair[0], pair[1]); got != want {
			t.Errorf("Supports%q = %v", pair, got)
		}
	}
	in := []string{"the company is big", "", "a swallow came", "see [x] {y} <b>@me</b> 1/2 \\ ^c$", "two\nlines.", "end."}
	want := []string{"THE COMPANY IS BIG", "", "", "SEE [X] {Y} <B>@ME</B> 1/2 \\ ^C$", "TWO LINES.", "END."}
	if got, err := a.Translate(t.Context(), "en", "es", in); err != nil || !slices.Equal(got, want) {
		t.Errorf("Translate(%q) = %q, %v, want %q", in, got, err, want)
	}
	if _, err := a.Translate(t.Context(), "en", "id", in); !errors.Is(err, ErrUnsupported) {
		t.Errorf("Translate = %v, want %v", err, ErrUnsupported)
	}
	if _, err := newApertium(t.Context(), os.Args[0], fakeFlag, "fails"); err == nil || !strings.Contains(err.Error(), "no model for this pair") {
		t.Errorf("newApertium = %v, want what the program says", err)
	}
}

func TestApertiumAPYPairs(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/listPairs" {
			if got := r.FormValue("langpair"); got != "spa|eng_US" {
				t.Errorf("asked for %s", got)
			}
			fmt.Fprint(w, `{"responseData": {"translatedText": "It rains"}, "responseDetails": null, "responseStatus": 200}`)
			return
		}
		fmt.Fprint(w, `{"responseData": [{"sourceLanguage": "eng", "targetLanguage": "spa"}, {"sourceLanguage": "spa", "targetLanguage": "eng_US"}], "responseDetails": null, "responseStatus": 200}`)
	}))
	t.Cleanup(server.Close)
	a := NewApertiumAPY(Service{URL: server.URL, Client: server.Client(), pause: time.Millisecond})
	if got, err := a.Translate(t.Context(), "es", "en", []string{"llueve"}); err != nil || got[0] != "It rains" {
		t.Errorf("Translate = %q, %v", got, err)
	}
	if _, err := a.Translate(t.Context(), "es", "id", []string{"llueve"}); !errors.Is(err, ErrUnsupported) {
		t.Errorf("Translate = %v, want %v", err, ErrUnsupported)
	}
}
