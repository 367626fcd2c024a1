package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"

	"github.com/kilas-news/kilas/fetch/extract/internal/forest"
	"github.com/kilas-news/kilas/fetch/extract/internal/layout"
	"github.com/kilas-news/kilas/fetch/extract/internal/metadata"
	"github.com/kilas-news/kilas/fetch/extract/internal/story"
)

// page is a page with its true text, cut, described and labelled.
type page struct {
	name, site string
	meta       *metadata.Metadata
	doc        *layout.Document
	features   [][]float32
	labels     []bool
	weights    []float32 // 0: the block teaches nothing
}

// loadSet reads all pages of a set, in the order of their names.
func loadSet(dir string) ([]*page, error) {
	b, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return nil, err
	}
	var truth map[string]struct {
		Body string `json:"articleBody"`
		URL  string `json:"url"`
	}
	if err := json.Unmarshal(b, &truth); err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	names := make([]string, 0, len(truth))
	for name := range truth {
		names = append(names, name)
	}
	slices.Sort(names)
	var pages []*page
	for _, name := range names {
		raw, err := readPage(filepath.Join(dir, "html", name+".html.gz"))
		if err != nil {
			return nil, err
		}
		p, err := newPage(name, raw, truth[name].URL, truth[name].Body)
		if err != nil {
			fmt.Fprintln(os.Stderr, "left out:", name, err)
			continue
		}
		pages = append(pages, p)
	}
	return pages, nil
}

// readPage reads a gzipped page as UTF-8.
func readPage(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	raw, err := io.ReadAll(z)
	if err != nil || utf8.Valid(raw) {
		return raw, err
	}
	e, _, _ := charset.DetermineEncoding(raw, "text/html")
	return e.NewDecoder().Bytes(raw)
}

func newPage(name string, raw []byte, address, body string) (*page, error) {
	root, err := html.Parse(bytes.NewReader(bytes.ToValidUTF8(raw, nil)))
	if err != nil {
		return nil, err
	}
	base, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	m := metadata.Read(root, base)
	d := layout.Segment(root)
	p := &page{name: name, site: strings.TrimPrefix(base.Hostname(), "www."), meta: m, doc: d}
	if p.site == "" {
		p.site = name
	}
	p.features = d.Features(layout.Evidence{Title: m.Title, Dek: m.Dek, Body: m.LD.Body})
	p.label(newTruth(body), layout.Fold(m.Title))
	return p, nil
}

// fold puts the page, with all pages of its site, into one of n parts.
func (p *page) fold(n int) int {
	h := fnv.New32a()
	h.Write([]byte(p.site))
	return int(h.Sum32() % uint32(n))
}

// maxWeight bounds what one block counts of its page.
const maxWeight = 20

// label compares each block with the true text. Weights are shares of the true
// text's length, since the measure is an average over pages. The title teaches
// nothing: some truths begin with it.
func (p *page) label(t truth, title string) {
	n := len(p.doc.Blocks)
	p.labels, p.weights = make([]bool, n), make([]float32, n)
	found := 0
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		p.labels[i] = t.has(b.Text)
		if p.labels[i] {
			found += b.Words
		}
	}
	if found < 30 {
		return // the true text isn't on the page
	}
	for i := range p.doc.Blocks {
		b := &p.doc.Blocks[i]
		if layout.Overlap(layout.Fold(b.Text), title) < 0.9 {
			p.weights[i] = min(maxWeight, 100*(float32(b.Words)+1.5)/float32(found))
		}
	}
}

// lightWeight is the weight of a block of a few words.
const lightWeight = 1.5

// rows are the labelled examples of the page.
func (p *page) rows(features [][]float32) []forest.Row {
	rows := make([]forest.Row, 0, len(features))
	for i, f := range features {
		w := p.weights[i]
		if w > 0 && w < lightWeight && !p.labels[i] {
			// Of the many scraps around a story, one in three stands for all.
			if (i+len(p.name))%3 != 0 {
				continue
			}
			w *= 3
		}
		if w > 0 {
			rows = append(rows, forest.Row{Values: f, Positive: p.labels[i], Weight: w})
		}
	}
	return rows
}

// text is the text that package extract would make of some scores.
func (p *page) text(scores []float64) string {
	b := story.Find(p.doc, p.meta, scores)
	b.Trim(p.meta.Article(b.Near()).Byline)
	text, _ := b.Text()
	return text
}

// truth is a true text in the form that blocks are looked up in.
type truth struct {
	text  string
	lines map[string]bool
}

func newTruth(body string) truth {
	t := truth{text: " " + layout.Fold(body) + " ", lines: map[string]bool{}}
	for l := range strings.Lines(body) {
		t.lines[layout.Fold(l)] = true
	}
	return t
}

// window is the length, in bytes, of the pieces of a block that are looked up.
const window = 32

// has reports whether at least half of a block is in the true text. What is
// too short to say so must be a line of it.
func (t truth) has(block string) bool {
	key := layout.Fold(block)
	if len(key) <= window {
		return key != "" && (t.lines[key] || len(strings.Fields(key)) > 3 && strings.Contains(t.text, " "+key+" "))
	}
	found, all := 0, 0
	for at := 0; at+window <= len(key); at += window / 2 {
		all++
		if strings.Contains(t.text, key[at:at+window]) {
			found++
		}
	}
	return found*2 >= all
}
