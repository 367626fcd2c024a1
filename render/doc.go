// Package render writes briefs for people and for programs: [Text] for
// terminals and pipes, [Markdown], [HTML], [JSON], [JSONL], and [TMX] for
// translation memories. The functions that begin with Digest write whole digests
// in the same way, and for feed readers, e-books and mail; [ArchiveHTML] lists
// past ones. [Decode] reads briefs back, [Read] digests too.
//
// All formats for people are made from one description of the brief, so that
// none of them says less than another: failed checks, the origin of what is
// not quoted, and warnings are always there. Text of articles is never trusted:
// control characters are made visible, and markup is escaped.
//
// The package lays out and escapes. It computes nothing about the story, and
// its functions are safe for concurrent use.
package render

import (
	"strings"

	"github.com/kilas-news/kilas"
)

// Options are the same for all formats. The zero value gives plain output.
type Options struct {
	// Width of the terminal in columns. 0 means no terminal: the text is stacked,
	// and every sentence stays on one line.
	Width int
	// Color allows the escape sequences of ECMA-48 in Text.
	Color bool
	// Verbose adds scores, evidence, and the checks that passed.
	Verbose bool
	// Generator is the program's name and version, such as "kilas 1.2.0".
	Generator string
	// Images shows a picture of each story in HTML. It is the only thing for which
	// a page asks the network, and publishers see who reads it.
	Images bool
	// FeedURL is where the Atom feed of a digest will be found, if that is known.
	FeedURL string
	// Earlier are stories of earlier digests that a feed goes on to list after
	// those of its digest, the latest first. One that the digest tells is left out.
	Earlier []kilas.Story
}

// program splits the generator into name and version, never empty.
func (o Options) program() (name, version string) {
	name, version, _ = strings.Cut(o.Generator, " ")
	if name == "" {
		name = "kilas"
	}
	if version == "" {
		version = "unknown"
	}
	return name, version
}
