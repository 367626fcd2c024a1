package render

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

func text(t *testing.T, list []kilas.Brief, opt Options) string {
	t.Helper()
	var b strings.Builder
	if err := Text(&b, list, opt); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var sgr = regexp.MustCompile("\x1b\\[[0-9]*m")

// content is what a text says, whatever its layout: the characters of all of
// its lines in alphabetical order, without space, and without the names and tags
// of languages, of which columns have the name once and stacks the tag often.
func content(s string, list []language) string {
	var tags, names []string
	for _, l := range list {
		tags, names = append(tags, string(l.Tag)), append(names, l.Name)
	}
	tag := regexp.MustCompile(`(?m)^( *\d* +)?(?:` + strings.Join(tags, "|") + `)(?:  |$)`)
	heads := regexp.MustCompile(`(?m)^ *` + strings.Join(names, " +") + `$`)
	s = sgr.ReplaceAllString(s, "")
	if len(list) > 1 {
		s = tag.ReplaceAllString(heads.ReplaceAllString(s, ""), "$1")
	}
	runes := []rune(strings.Join(strings.Fields(s), ""))
	slices.Sort(runes)
	return string(runes)
}

func TestTextSameContent(t *testing.T) {
	t.Parallel()
	for _, name := range cases(t) {
		list := briefs(t, name)
		spoken := newStory(list[0], Options{}).Languages
		for _, verbose := range []bool{false, true} {
			want := content(text(t, list, Options{Verbose: verbose}), spoken)
			for _, width := range []int{1, 24, 60, 99, 100, 120, 250} {
				for _, color := range []bool{false, true} {
					got := content(text(t, list, Options{Width: width, Color: color, Verbose: verbose}), spoken)
					if got != want {
						t.Errorf("%s at width %d, color %v: the content differs from that of a pipe", name, width, color)
					}
				}
			}
		}
	}
}

func TestTextSaysAll(t *testing.T) {
	t.Parallel()
	for _, name := range cases(t) {
		for _, b := range briefs(t, name) {
			got := text(t, []kilas.Brief{b}, Options{})
			for _, want := range said(b) {
				if !strings.Contains(got, want) {
					t.Errorf("text of %s lacks %q", b.ID, want)
				}
			}
		}
	}
}

// said lists what every format for people must say.
func said(b kilas.Brief) []string {
	list := []string{clean(b.Title.Source.Text)}
	for _, p := range b.Points {
		list = append(list, clean(p.Source.Text))
		if p.Target != nil {
			list = append(list, clean(p.Target.Text))
			if strings.HasPrefix(p.Target.By, "nmt:builtin") {
				list = append(list, "ranslated by "+p.Target.By+", gist quality")
			}
		}
		for _, c := range p.Checks {
			if !c.OK {
				list = append(list, clean(c.Detail))
			}
		}
	}
	for _, only := range [][]kilas.Only{b.SourceOnly, b.TargetOnly} {
		for _, o := range only {
			list = append(list, clean(o.Text))
		}
	}
	for _, w := range b.Warnings {
		list = append(list, w.Code)
	}
	for _, a := range b.Articles {
		list = append(list, siteName(a), clean(a.URL))
	}
	return list
}

func TestTextFits(t *testing.T) {
	t.Parallel()
	for _, name := range cases(t) {
		list := briefs(t, name)
		for _, width := range []int{24, 40, 60, 88, 100, 110, 140} {
			for _, line := range strings.Split(text(t, list, Options{Width: width, Verbose: true}), "\n") {
				isAddress := regexp.MustCompile(`^ *(https?|javascript):\S*$`).MatchString(line)
				if n := columns(line); n > width && !isAddress {
					t.Errorf("%s at width %d: a line of %d columns: %q", name, width, n, line)
				}
			}
		}
	}
}

func TestTextColor(t *testing.T) {
	t.Parallel()
	for _, name := range cases(t) {
		list := briefs(t, name)
		opt := Options{Width: 120, Verbose: true}
		bare := text(t, list, opt)
		if strings.Contains(bare, "\x1b") {
			t.Errorf("%s: an escape sequence without color", name)
		}
		opt.Color = true
		colored := text(t, list, opt)
		if sgr.ReplaceAllString(colored, "") != bare {
			t.Errorf("%s: color changes the text", name)
		}
		for _, line := range strings.Split(colored, "\n") {
			if n := len(sgr.FindAllString(line, -1)); n%2 != 0 {
				t.Errorf("%s: a style stays open: %q", name, line)
			}
		}
	}
}

func TestTextColumns(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		width int
		want  bool
	}{
		{"flood", 0, false},
		{"flood", 99, false},
		{"flood", 100, true},
		{"japanese", 100, true},
		{"arabic", 200, false}, // right to left
		{"monolingual", 200, false},
	}
	for _, tt := range tests {
		t.Run(fmt.Sprint(tt.name, tt.width), func(t *testing.T) {
			t.Parallel()
			b := briefs(t, tt.name)[0]
			source := wrap(clean(b.Points[0].Source.Text), 20)[0]
			target := source
			if b.Points[0].Target != nil {
				target = wrap(clean(b.Points[0].Target.Text), 20)[0]
			}
			got := false
			for _, line := range strings.Split(text(t, []kilas.Brief{b}, Options{Width: tt.width}), "\n") {
				at := strings.Index(line, source)
				got = got || at >= 0 && strings.Contains(line[at+len(source):], target)
			}
			if got != tt.want {
				t.Errorf("side by side = %v, want %v", got, tt.want)
			}
		})
	}
}
