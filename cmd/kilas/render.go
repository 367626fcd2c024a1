package main

import (
	"cmp"
	"fmt"
	"io"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/render"
)

func renderCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:  "render",
		Usage: "briefs and digests in another format",
		UsageText: "kilas render [OPTIONS] [FILE...]\n\nEXAMPLE:\n   kilas render -f html -o brief.html briefs.jsonl\n" +
			"   kilas render -f epub -o week.epub digest-*.json",
		Flags: common(formatFlag("text, markdown, html, json, jsonl, tmx, atom or epub"), imagesFlag(), feedURLFlag()),
		Action: func(c *cli.Context) error {
			s, err := open(c, env)
			if err != nil {
				return err
			}
			format, err := s.formatOf(digestFormats...)
			if err != nil {
				return err
			}
			if err := s.checkBinary(format); err != nil {
				return err
			}
			files, err := s.sources(c, true)
			if err != nil {
				return err
			}
			return s.renderFiles(format, files)
		},
	}
}

// renderFiles writes all briefs of the files, as a digest when there is one
// among them or the format is for digests only.
func (s *session) renderFiles(format string, files []string) error {
	var docs render.Documents
	for _, name := range files {
		d, err := readDocuments(s.env, name)
		if err != nil {
			s.failed++
			complain(s.env.stderr, err.Error(), cmp.Or(hintOf(err), "render reads what 'kilas brief -f jsonl' and 'kilas digest run -f json' write"))
			continue
		}
		docs.Briefs = append(docs.Briefs, d.Briefs...)
		docs.Digests = append(docs.Digests, d.Digests...)
		docs.Failed = append(docs.Failed, d.Failed...)
	}
	for _, e := range docs.Failed {
		s.complainOf(e)
	}
	s.gave, s.failed = len(docs.Briefs)+len(docs.Digests), s.failed+len(docs.Failed)
	var err error
	switch {
	case s.gave > 0 && (len(docs.Digests) > 0 || isDigestFormat(format)):
		err = s.writeDigest(format, docs.Join())
	case s.gave > 0 || format == "jsonl" && len(docs.Failed) > 0:
		err = s.writeBriefs(format, docs.Briefs, docs.Failed)
	}
	if err != nil {
		return err
	}
	return s.outcome()
}

func readDocuments(env environment, name string) (render.Documents, error) {
	r, err := openText(env, name)
	if err != nil {
		return render.Documents{}, err
	}
	defer func() { _ = r.Close() }() // nothing was written
	docs, err := render.Read(io.LimitReader(r, maxBriefBytes))
	if err != nil {
		return render.Documents{}, fmt.Errorf("%s: %w", name, err)
	}
	if len(docs.Briefs)+len(docs.Digests)+len(docs.Failed) == 0 {
		return render.Documents{}, fmt.Errorf("%s: no brief in it", name)
	}
	return docs, nil
}

// maxBriefBytes bounds the input of render; a brief has a few kilobytes.
const maxBriefBytes = 256 << 20
