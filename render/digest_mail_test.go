package render

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
)

// A mail that programs would cut tells the least important stories in short,
// those of no section among them, and lists those that there is no room for.
func TestDigestMailIsShown(t *testing.T) {
	t.Parallel()
	morning := readDigest(t, "morning")
	for n, want := range map[int]struct{ whole, allTold bool }{5: {true, true}, 80: {false, true}, 400: {false, false}} {
		d := morning
		d.Stories = nil
		for i := range n {
			s := morning.Stories[i%len(morning.Stories)]
			s.ID, s.Brief.Title.Source.Text = fmt.Sprint(i), fmt.Sprintf("Story no. %d.", i)
			d.Stories = append(d.Stories, s)
		}
		var out bytes.Buffer
		whole, err := DigestMail(&out, d, Options{})
		if err != nil || whole != want.whole || out.Len() > maxMailBytes {
			t.Fatalf("%d stories: whole = %v, %v, %d bytes", n, whole, err, out.Len())
		}
		page := parse(t, func(w io.Writer) error { return mailPage(w, d, Options{}) })
		shown := shownText(page)
		if got := strings.Contains(shown, "attached page"); got == want.whole {
			t.Errorf("%d stories: speaks of an attached page: %v", n, got)
		}
		told := map[int]bool{}
		for i, s := range d.Stories {
			title := fmt.Sprintf("Story no. %d.", i)
			count := strings.Count(shown, title)
			if count == 0 {
				t.Errorf("%d stories: %q is not named", n, title)
			}
			told[i] = count > 1
			if i > 0 && told[i] && !told[i-1] {
				t.Errorf("%d stories: number %d is told, and not the more important one before it", n, i)
			}
			if p := s.Brief.Points; i == 0 && !strings.Contains(shown, clean(p[len(p)-1].Source.Text)) {
				t.Errorf("%d stories: the first is not told in full", n)
			}
		}
		if told[n-1] != want.allTold {
			t.Errorf("%d stories: the last is told: %v", n, told[n-1])
		}
	}
}

// An ordinary digest takes little more than its texts.
func TestDigestMailIsSmall(t *testing.T) {
	t.Parallel()
	d := readDigest(t, "morning")
	var text, page bytes.Buffer
	if err := DigestText(&text, d, Options{}); err != nil {
		t.Fatal(err)
	}
	if _, err := DigestMail(&page, d, Options{}); err != nil {
		t.Fatal(err)
	}
	style := len(styleSheet("mail.css"))
	if got := page.Len() - style; got > 2*text.Len() {
		t.Errorf("%d bytes of HTML for %d of text", got, text.Len())
	}
	if strings.Count(page.String(), "style=") > 2 {
		t.Error("elements have styles of their own")
	}
}
