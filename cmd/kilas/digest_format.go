package main

import (
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/render"
)

// digestFormats are the formats of a digest, the default first: those of a
// brief, and what holds several stories only.
var digestFormats = append(slices.Clone(briefFormats), "atom", "epub")

// isDigestFormat reports whether a format is for digests and not for briefs.
func isDigestFormat(format string) bool {
	return slices.Contains(digestFormats, format) && !slices.Contains(briefFormats, format)
}

// feedAddress is where the output of the run is found when it is a feed, ""
// when nobody said.
func (s *session) feedAddress() string {
	switch {
	case !strings.HasSuffix(s.feedURL, "/"):
		return s.feedURL
	case s.output == "" || s.output == "-":
		return ""
	}
	return s.feedURL + url.PathEscape(filepath.Base(s.output))
}

// checkFeedURL refuses what feed readers could not ask for.
func checkFeedURL(address string) error {
	u, err := url.Parse(address)
	switch {
	case address == "":
	case err != nil, u.Scheme != "http" && u.Scheme != "https", u.Host == "":
		return usagef("write it as https://example.com/news.atom", "feed URL %q is no http or https address", address)
	case u.User != nil:
		return usagef("everybody who reads the feed would see it", "feed URL %s has a password in it", u.Redacted())
	}
	return nil
}

// checkBinary keeps an e-book off a terminal.
func (s *session) checkBinary(format string) error {
	if _, ok := terminal(s.env.stdout); ok && format == "epub" && (s.output == "" || s.output == "-") {
		return usagef("write it to a file with -o FILE.epub", "an e-book is nothing for a terminal")
	}
	return nil
}

// writeDigest renders a digest to the output of the run.
func (s *session) writeDigest(format string, d kilas.Digest) error {
	out, err := openOutput(s.env, s.output)
	if err != nil {
		return err
	}
	defer out.Close()
	if err := renderDigest(out, format, d, s.renderOptions()); err != nil {
		return err
	}
	return out.Commit()
}

// renderDigest writes a digest in one of digestFormats.
func renderDigest(w io.Writer, format string, d kilas.Digest, opt render.Options) error {
	write := map[string]func(io.Writer, kilas.Digest, render.Options) error{
		"text": render.DigestText, "markdown": render.DigestMarkdown, "html": render.DigestHTML,
		"json": render.DigestJSON, "jsonl": render.DigestJSONL, "atom": render.DigestAtom, "epub": render.DigestEPUB,
		"tmx": func(w io.Writer, d kilas.Digest, opt render.Options) error { return render.TMX(w, d.Briefs(), opt) },
	}[format]
	err := write(w, d, opt)
	if errors.Is(err, render.ErrNoPairs) {
		return noPairs(err)
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", format, err)
	}
	return nil
}
