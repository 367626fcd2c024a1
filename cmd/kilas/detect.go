package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
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
		Name:      "detect",
		Usage:     "the languages of texts",
		UsageText: "kilas detect [OPTIONS] [FILE...]\n\nEXAMPLE:\n   kilas detect --lines --among id,ms titles.txt",
		Flags:     common(flags...),
		Action:    func(c *cli.Context) error { return runDetect(c, env) },
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
	detector := newDetector(!c.Bool("lines") || c.Bool("thorough"))
	write := func(source, text string) error {
		d := detector.Detect(text, among...)
		s.gave++
		return writeDetection(out, format, source, d)
	}
	for _, name := range files {
		if err := detectFile(c, env, name, write); err != nil {
			if exitCode(err) != exitNothing {
				return err
			}
			s.failed++
			complain(env.stderr, err.Error(), "")
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
	if err := out.Commit(); err != nil {
		return err
	}
	return s.outcome()
}

// maxDetectBytes is how much of a text is looked at; the rest would not
// change the answer.
const maxDetectBytes = 1 << 20

func detectFile(c *cli.Context, env environment, name string, write func(source, text string) error) error {
	r, err := openText(env, name)
	if err != nil {
		return err
	}
	defer func() { _ = r.Close() }() // only read
	if !c.Bool("lines") {
		data, err := io.ReadAll(io.LimitReader(r, maxDetectBytes))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return write(name, strings.ToValidUTF8(string(data), "\uFFFD"))
	}
	sc := scanLines(r)
	for n := 1; sc.Scan(); n++ {
		if err := c.Context.Err(); err != nil {
			return err
		}
		if err := write(fmt.Sprintf("%s:%d", name, n), strings.ToValidUTF8(sc.Text(), "\uFFFD")); err != nil {
			return err
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
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
