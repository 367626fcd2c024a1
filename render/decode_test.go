package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

func TestDigestRoundTrip(t *testing.T) {
	t.Parallel()
	for _, name := range names(t, "testdata/digests/*.json") {
		var first, second, lines bytes.Buffer
		d := readDigest(t, name)
		if err := DigestJSON(&first, d, Options{}); err != nil {
			t.Fatal(err)
		}
		docs, err := Read(bytes.NewReader(first.Bytes()))
		if err != nil || len(docs.Digests) != 1 || len(docs.Briefs)+len(docs.Failed) != 0 {
			t.Fatalf("%s: %d digests, %d briefs, %v", name, len(docs.Digests), len(docs.Briefs), err)
		}
		if err := DigestJSON(&second, docs.Join(), Options{}); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("%s changes when it is read and written again", name)
		}
		if err := DigestJSONL(&lines, d, Options{}); err != nil {
			t.Fatal(err)
		}
		briefs, failed, err := Decode(&lines)
		if err != nil || len(briefs) != len(d.Stories) || len(failed) != len(d.Problems) {
			t.Errorf("%s as lines: %d briefs of %d, %d problems of %d, %v", name, len(briefs), len(d.Stories), len(failed), len(d.Problems), err)
		}
	}
}

func TestDigestJSONLeavesTextsOut(t *testing.T) {
	t.Parallel()
	d := readDigest(t, "single")
	d.Stories[0].Brief.Articles[0].Text = "SECRET"
	var got strings.Builder
	if err := DigestJSON(&got, d, Options{}); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(got.String(), "SECRET") {
		t.Error("an article's text is in the JSON of a digest")
	}
	if d.Stories[0].Brief.Articles[0].Text == "" {
		t.Error("DigestJSON changed the digest that it was given")
	}
}

func TestReadBadDigest(t *testing.T) {
	t.Parallel()
	bad := strings.Replace(briefLine, `"article":1`, `"article":2`, 1)
	_, err := Read(strings.NewReader(`{"schema":"kilas.digest/v1","stories":[{"brief":` + briefLine + `},{"brief":` + bad + `}]}`))
	if err == nil || !strings.Contains(err.Error(), "story 2: ") || !strings.Contains(err.Error(), "article 2 of 1") {
		t.Errorf("error %v, want one that names the story and what is wrong", err)
	}
}

// TestJoin tells each story once, as the last digest has it.
func TestJoin(t *testing.T) {
	t.Parallel()
	story := func(id, title string) kilas.Story {
		return kilas.Story{ID: id, Brief: kilas.Brief{ID: "b-" + id, Title: kilas.Title{Source: kilas.Side{Text: title}}}}
	}
	docs := Documents{
		Digests: []kilas.Digest{
			{ID: "mon", Title: "Daily", Created: "2026-05-18T06:00:00+07:00", Since: "2026-05-17", Stories: []kilas.Story{story("a", "old"), story("", "x")}, LeftOut: 1},
			{ID: "tue", Title: "Daily", Created: "2026-05-18T23:30:00Z", Stories: []kilas.Story{story("b", "other"), story("a", "new"), story("", "y")}, LeftOut: 2},
		},
		Briefs: []kilas.Brief{{ID: "lone", Created: "2026-05-18T12:00:00+07:00"}},
		Failed: []kilas.SourceError{{Source: "s"}},
	}
	d := docs.Join()
	var titles []string
	for _, s := range d.Stories {
		titles = append(titles, s.ID+"="+s.Brief.Title.Source.Text)
	}
	if got, want := strings.Join(titles, " "), "a=new =x b=other =y lone="; got != want {
		t.Errorf("stories %q, want %q", got, want)
	}
	if d.Title != "Daily" || d.ID != "montue" || d.Created != "2026-05-18T23:30:00Z" || d.LeftOut != 3 || len(d.Problems) != 1 {
		t.Errorf("joined %q, %q, %q, %d left out, %d problems", d.ID, d.Title, d.Created, d.LeftOut, len(d.Problems))
	}
}

func TestSectionsKeepTheirFirstStorysPlace(t *testing.T) {
	t.Parallel()
	d := newDigest(readDigest(t, "morning"), Options{})
	var got []string
	for _, s := range d.Sections {
		got = append(got, s.Name)
		for _, story := range s.Stories {
			got = append(got, story.ID)
		}
	}
	want := "Java story-1 story-2 World story-3 story-4 More stories story-5"
	if strings.Join(got, " ") != want {
		t.Errorf("sections %q, want %q", strings.Join(got, " "), want)
	}
}
