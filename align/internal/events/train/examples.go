package main

import (
	"bufio"
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"time"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/events"
	"github.com/kilas-news/kilas/langs"
)

// example is two articles. Its fold keeps those of one story together.
type example struct {
	set      string
	name     string
	fold     int
	weight   float64
	same     bool
	features events.Features
	score    float64 // by a model that was not fitted to its fold
	a, b     string
}

const folds = 10

// unrelatedWeight is what an example counts that was only found to be alike:
// there are many.
const unrelatedWeight = 0.25

func newExample(set, name string, fold int, same bool, a, b article) example {
	features, _ := events.Compare(a.event, b.event)
	return example{
		set: set, name: name, fold: fold % folds, weight: 1, same: same,
		features: features, a: a.Title + " | " + a.Text, b: b.Title + " | " + b.Text,
	}
}

type article struct {
	kilas.Article
	story int
	event *events.Event
}

func newArticle(l kilas.Lang, title, text string, story int) article {
	a := article{Article: kilas.Article{Lang: l, Title: title, Text: text}, story: story}
	var sentences []string
	for _, s := range langs.Split(l, text) {
		sentences = append(sentences, s.Text)
	}
	a.event = events.New(l, title, sentences, time.Time{})
	return a
}

// readStories pairs what the lines of each story tell: those with a plain
// language one event, those with "twin" another.
func readStories(file string) ([]example, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var examples []example
	set := strings.TrimSuffix(filepath.Base(file), ".txt")
	for n, block := range strings.Split(string(text), "\n== ")[1:] {
		lines := strings.Split(block, "\n")
		var one, other []article
		for _, line := range lines[1:] {
			label, text, ok := strings.Cut(line, ": ")
			if !ok {
				continue
			}
			title, rest, titled := strings.Cut(text, " | ")
			if !titled {
				title, rest = "", text
			}
			if twin, ok := strings.CutPrefix(label, "twin"); ok {
				other = append(other, newArticle(languageOf(strings.TrimPrefix(twin, "-")), title, rest, n))
			} else {
				one = append(one, newArticle(languageOf(label), title, rest, n))
			}
		}
		for i, a := range one {
			for _, b := range one[i+1:] {
				examples = append(examples, newExample(set, lines[0], n, true, a, b))
			}
			for _, b := range other {
				e := newExample(set, lines[0], n, false, a, b)
				examples = append(examples, e)
				// Not all news of a week has its day.
				if e.features[events.FeatureOtherDay] != 0 {
					e.features[events.FeatureOtherDay] = 0
					examples = append(examples, e)
				}
			}
		}
	}
	return examples, nil
}

func languageOf(label string) kilas.Lang {
	l, _, _ := strings.Cut(label, "-")
	if l == "" {
		return "en"
	}
	return kilas.Lang(l)
}

// record is a line of a set.
type record struct {
	ID, Title, Text string
	Lang            kilas.Lang
	Docs            []json.RawMessage
}

// leastText is the length in bytes of a document that is not just a menu.
const leastText = 300

func (r record) texts() []string {
	var texts []string
	for _, raw := range r.Docs {
		var text string
		if json.Unmarshal(raw, &text) != nil {
			var doc struct{ Text string }
			if json.Unmarshal(raw, &doc) != nil {
				continue
			}
			text = doc.Text
		}
		if len(text) >= leastText {
			texts = append(texts, text)
		}
	}
	if len(r.Docs) == 0 {
		texts = []string{r.Text}
	}
	return texts
}

// readSet reads a set. Other than with stories, what is unrelated has to be
// found among all articles of the set.
func readSet(file string, nearest int, excused map[[2]string]bool) ([]example, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	set, _, _ := strings.Cut(filepath.Base(file), ".")
	var all []article
	var ids []string
	var examples []example
	closest := map[int]example{}
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<24)
	for scanner.Scan() {
		var r record
		if err := json.Unmarshal(scanner.Bytes(), &r); err != nil {
			return nil, err
		}
		n := len(ids)
		ids = append(ids, r.ID)
		texts := r.texts()
		for i, text := range texts[:min(len(texts), 3)] {
			a := newArticle(r.Lang, r.Title, text, n)
			for _, b := range all[len(all)-i:] {
				e := newExample(set, r.ID, n, true, b, a)
				if old, ok := closest[n]; !ok || likeness(&e.features) > likeness(&old.features) {
					closest[n] = e
				}
			}
			all = append(all, a)
		}
	}
	if err := scanner.Err(); err != nil {
		return nil, err
	}
	for n := range ids {
		if e, ok := closest[n]; ok {
			examples = append(examples, e)
		}
	}
	taken := map[[2]int]bool{}
	for i, a := range all {
		type rival struct {
			at    int
			alike float64
		}
		var rivals []rival
		for j, b := range all {
			if a.story == b.story || taken[[2]int{min(i, j), max(i, j)}] || excused[[2]string{ids[a.story], ids[b.story]}] {
				continue
			}
			rivals = append(rivals, rival{j, alike(a, b)})
		}
		slices.SortStableFunc(rivals, func(x, y rival) int { return cmp.Compare(y.alike, x.alike) })
		for _, r := range rivals[:min(nearest, len(rivals))] {
			taken[[2]int{min(i, r.at), max(i, r.at)}] = true
			e := newExample(set, ids[a.story]+" "+ids[all[r.at].story], a.story, false, a, all[r.at])
			e.weight = unrelatedWeight
			examples = append(examples, e)
		}
	}
	return examples, nil
}

// likeness is what the hardest of unrelated articles have most of.
func alike(a, b article) float64 {
	features, _ := events.Compare(a.event, b.event)
	return likeness(&features)
}

func likeness(f *events.Features) float64 {
	return f[events.FeatureWords] + f[events.FeatureLeads] + f[events.FeatureSentences]
}

func readSame(file string) (map[[2]string]bool, error) {
	same := map[[2]string]bool{}
	if file == "" {
		return same, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	for _, line := range strings.Split(strings.TrimSpace(string(text)), "\n") {
		var a, b string
		if _, err := fmt.Sscan(line, &a, &b); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", file, line, err)
		}
		same[[2]string{a, b}], same[[2]string{b, a}] = true, true
	}
	return same, nil
}
