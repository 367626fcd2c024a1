package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/langs/lingua"
)

// newDetector makes the detector of a run. A thorough one asks lingua-go about
// short texts that its own first stage is not sure of. That costs 30 MB and a
// fifth of a second for each language asked about, which is right for an
// article or a text, and too much for thousands of lines.
func newDetector(thorough bool) *langs.Detector {
	d := langs.NewDetector()
	if thorough {
		d = d.WithOpinion(lingua.Opinion)
	}
	return d
}

// detection is one line of the JSONL of detect.
type detection struct {
	Lang       kilas.Lang            `json:"lang"`
	Confidence float64               `json:"confidence"`
	Source     string                `json:"source"`
	Candidates []kilas.LangCandidate `json:"candidates"`
	Warnings   []kilas.Warning       `json:"warnings,omitempty"`
}

func detectCommand(env environment) *cli.Command {
	flags := []cli.Flag{
		&cli.BoolFlag{Name: "lines", Usage: "every line is a text of its own"},
		&cli.BoolFlag{Name: "thorough", Usage: "ask lingua-go about short lines too, which is slow"},
		&cli.StringFlag{Name: "among", Usage: "choose among `LANGS`, such as id,ms,en"},
		formatFlag("tsv (language, confidence, source) or jsonl"),
	}
	return &cli.Command{
		Name:  "detect",
		Usage: "the languages of texts",
		UsageText: "kilas detect [OPTIONS] [FILE...]\n\nEXAMPLE:\n   kilas detect --lines --among id,ms titles.txt\n\n" +
			"A FILE is text, a page or article JSONL, of which every article gets a line.",
		Flags:  common(flags...),
		Action: func(c *cli.Context) error { return runDetect(c, env) },
	}
}

func runDetect(c *cli.Context, env environment) error {
	s, err := open(c, env)
	if err != nil {
		return err
	}
	format, err := s.formatOf("tsv", "jsonl")
	if err != nil {
		return err
	}
	var among []kilas.Lang
	for _, tag := range strings.FieldsFunc(c.String("among"), func(r rune) bool { return r == ',' || r == ' ' }) {
		lang, err := language("among", tag)
		if err != nil {
			return err
		}
		among = append(among, lang)
	}
	files, err := s.sources(c, true)
	if err != nil {
		return err
	}
	out, err := openOutput(env, s.output)
	if err != nil {
		return err
	}
	defer out.Close()
	s.pipeline.Detector = newDetector(!c.Bool("lines") || c.Bool("thorough"))
	d := detecting{session: s, out: out, format: format, lines: c.Bool("lines"), among: among}
	for _, name := range files {
		if err := d.file(c.Context, name); err != nil {
			if exitCode(err) != exitNothing {
				return err
			}
			s.failed++
			complain(env.stderr, err.Error(), hintOf(err))
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	if err := out.Commit(); err != nil {
		return err
	}
	if d.lines && s.gave == 0 && s.failed == 0 {
		return nil // nothing in, nothing out
	}
	return s.outcome()
}

// detecting is one run of detect.
type detecting struct {
	*session
	out    *output
	format string
	lines  bool
	among  []kilas.Lang
}

// maxDetectBytes is how much of a text is looked at; the rest would not
// change the answer.
const maxDetectBytes = 1 << 20

// file finds the language of a file: of each line, of each article when it
// holds articles, or of its text.
func (d *detecting) file(ctx context.Context, name string) error {
	if strings.HasPrefix(name, "http://") || strings.HasPrefix(name, "https://") {
		return &hintedError{fmt.Errorf("%s is no file", name), "kilas fetch " + name + " | kilas detect"}
	}
	if d.lines {
		return d.eachLine(ctx, name)
	}
	raw, err := openFile(d.env, name)
	if err != nil {
		return err
	}
	defer func() { _ = raw.Close() }() // only read
	head, err := io.ReadAll(io.LimitReader(raw, maxDetectBytes))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	all := io.MultiReader(bytes.NewReader(head), raw)
	switch kind := fetch.KindOf(strings.TrimSuffix(name, ".gz"), head); kind {
	case fetch.KindHTML, fetch.KindJSONL, fetch.KindPDF:
		return d.articles(d.pipeline.Fetch.Read(ctx, strings.TrimSuffix(name, ".gz"), all, kind))
	}
	text, err := io.ReadAll(io.LimitReader(fetch.UTF8(bytes.NewReader(head)), maxDetectBytes))
	if err != nil {
		return fmt.Errorf("%s %w", name, err)
	}
	return d.write(name, d.pipeline.Detector.Detect(strings.ToValidUTF8(string(text), "\uFFFD"), d.among...))
}

func (d *detecting) eachLine(ctx context.Context, name string) error {
	r, err := openText(d.env, name)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // only read
	sc := scanLines(r)
	for n := 1; sc.Scan(); n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		found := d.pipeline.Detector.Detect(strings.ToValidUTF8(sc.Text(), "\uFFFD"), d.among...)
		if err := d.write(fmt.Sprintf("%s:%d", name, n), found); err != nil {
			return err
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("%s %w", name, err)
	}
	return nil
}

// articles finds the languages of articles by their texts and by what their
// pages say. What they are said to be in elsewhere counts for nothing.
func (d *detecting) articles(items []fetch.Item) error {
	for _, item := range items {
		if item.Err != nil {
			d.failed++
			d.complainOf(*item.Err)
			if d.format == "jsonl" {
				if err := line(d.out, item.Err); err != nil {
					return err
				}
			}
			continue
		}
		a := *item.Article
		var found langs.Detection
		if len(d.among) > 0 {
			found = d.pipeline.Detector.Detect(a.Title+"\n"+a.Text, d.among...)
		} else {
			a.Lang, a.Warnings = "", nil
			a = d.pipeline.Annotate(a, item.Hints)
			found = langs.Detection{Lang: a.Lang, Confidence: a.LangConfidence, Candidates: a.LangCandidates, Warnings: a.Warnings}
		}
		if err := d.write(a.Source, found); err != nil {
			return err
		}
	}
	return nil
}

func (d *detecting) write(source string, found langs.Detection) error {
	d.gave++
	return writeDetection(d.out, d.format, source, found)
}

func writeDetection(w io.Writer, format, source string, d langs.Detection) error {
	if format == "jsonl" {
		candidates := d.Candidates
		if candidates == nil {
			candidates = []kilas.LangCandidate{}
		}
		return line(w, detection{d.Lang, d.Confidence, source, candidates, d.Warnings})
	}
	lang := d.Lang
	if lang == "" {
		lang = "und"
	}
	_, err := fmt.Fprintf(w, "%s\t%.2f\t%s\n", lang, d.Confidence, oneLine(source))
	return err
}
