package main

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/digest"
	"github.com/kilas-news/kilas/internal/store"
)

// archivePattern is the name of a page in an archive.
const archivePattern = "digest-{date}.html"

// targets are where the digest goes: what is given, files, the archive, and
// standard output if there is nothing else.
func (r *digestRun) targets(list []digest.Target) (all []digest.Target, archive string, err error) {
	format, err := r.formatOf(append([]string{""}, digestFormats...)...)
	if err != nil {
		return nil, "", usagef("the formats are "+strings.Join(digestFormats, ", "), "unknown format %q", r.format)
	}
	outputs := pickList(r.flags.IsSet("output"), r.flags.StringSlice("output"), configured(r.digest.Output...))
	archive = r.flags.String("archive")
	if named := configured(r.digest.Archive); !r.flags.IsSet("archive") && len(named) > 0 {
		archive = named[0]
	}
	if archive != "" {
		if archive, err = filepath.Abs(archive); err != nil {
			return nil, "", err
		}
		list = append(list, digest.Target{Kind: store.TargetFile, Path: filepath.Join(archive, archivePattern), Format: "html"})
	} else if len(outputs)+len(list) == 0 {
		outputs = []string{"-"}
	}
	for _, o := range outputs {
		t := digest.Target{Kind: store.TargetFile, Path: o, Format: format}
		if o == "-" {
			t.Kind, t.Path = store.TargetStdout, ""
		}
		if t.Format == "" && t.Kind == store.TargetFile {
			t.Format = digest.FormatOf(o)
		}
		if t.Format == "" && t.Kind == store.TargetStdout {
			t.Format = digestFormats[0]
		}
		if t.Format == "" {
			return nil, "", errOutput("the ending of %s says no format", o)
		}
		if t.Kind == store.TargetFile {
			file, device, err := outputFile(o)
			if err != nil {
				return nil, "", err
			}
			if device {
				return nil, "", usagef("write to standard output with -o - and redirect it", "output %s is no file", o)
			}
			t.Path = file
		}
		if slices.Contains(list, t) {
			return nil, "", usagef("name it once", "output %s is given twice", o)
		}
		list = append(list, t)
	}
	return list, archive, nil
}

// write renders a digest as a target has it.
func (r *digestRun) write(w io.Writer, t store.Target, d kilas.Digest, earlier []kilas.Story) error {
	own := *r.session
	own.output = t.Path // "" is standard output
	opt := own.renderOptions()
	opt.Earlier = earlier
	return renderDigest(w, t.Format, d, opt)
}

// configured returns paths as the configuration has them: "~" is the home
// folder, and they are relative to that of the configuration.
func configured(paths ...string) []string {
	var out []string
	for _, path := range paths {
		switch path {
		case "":
		case "-":
			out = append(out, path)
		default:
			out = append(out, homePath(path))
		}
	}
	return out
}

func generator() string { return "kilas " + version() }

// dryRun says what a run would tell, and changes nothing.
func (r *digestRun) dryRun(ctx context.Context) error {
	out, err := r.runner.DryRun(ctx, r.opt)
	r.report(out)
	if err != nil {
		return hintDigest(err)
	}
	if err := r.describe(r.env.stdout, out); err != nil {
		return err
	}
	return r.result(out)
}

func (r *digestRun) describe(w io.Writer, out digest.Outcome) error {
	var b strings.Builder
	if out.Digest == nil {
		b.WriteString("nothing is new\n")
	} else {
		articles := 0
		for _, s := range out.Digest.Stories {
			articles += len(s.Brief.Articles)
		}
		fmt.Fprintf(&b, "%s from %s, %d more left out\n", counted(len(out.Digest.Stories), "story", "stories"), counted(articles, "article", "articles"), out.Digest.LeftOut)
		for i, path := range out.Written { // as many as there are targets
			switch r.opt.Targets[i].Kind {
			case store.TargetMail:
				fmt.Fprintf(&b, "would send mail to %s\n", oneLine(path))
			case store.TargetStdout:
				b.WriteString("would write standard output\n")
			default:
				fmt.Fprintf(&b, "would write %s\n", oneLine(path))
			}
		}
		for i, s := range out.Digest.Stories {
			mark := ""
			if s.Updated {
				mark = ", updated"
			}
			fmt.Fprintf(&b, "%3d. %s (%s, importance %.2f%s)\n", i+1, oneLine(s.Brief.Title.Source.Text), counted(len(s.Brief.Articles), "article", "articles"), s.Score, mark)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
