// Train fits the models of package align to documents with known links:
//
//	go run ./align/train -o align/internal/beads/models.json DIR...
//
// A DIR is named for the language of its sources and holds N.src, N.tgt (one
// sentence a line, the target in English) and N.gold (lines "i j", from 0).
// Even documents are fitted, odd ones only measured.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/beads"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train: error:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	output := flags.String("o", "", "`file` for the models; none is written without it")
	threshold := flags.Float64("threshold", 0.4, "least probability of a pair when measuring")
	all := flags.Bool("all", false, "fit odd documents too")
	if err := flags.Parse(args); err != nil {
		return err
	}
	groups := map[string][]*document{}
	var names []string
	for _, dir := range flags.Args() {
		docs, err := readDocuments(dir)
		if err != nil {
			return err
		}
		for _, way := range ways {
			for _, d := range way.prepare(docs, kilas.Lang(filepath.Base(dir))) {
				name := d.candidates.Matrix.BasisName()
				if way.basis != "" && name != way.basis {
					continue
				}
				if groups[name] == nil {
					names = append(names, name)
				}
				groups[name] = append(groups[name], d)
			}
		}
	}
	models := map[string]beads.Model{}
	for _, name := range names {
		models[name] = fit(groups[name], *all)
		report(out, name, models[name], groups[name], *threshold)
	}
	if *output == "" {
		return nil
	}
	models["same-language"] = models["translation"] // the same comparison
	text, err := json.MarshalIndent(models, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(*output, append(text, '\n'), 0o644)
}

// fit fits the first round, then the following ones on the features that the
// first one leaves.
func fit(docs []*document, all bool) beads.Model {
	var m beads.Model
	m.First = logistic(docs, all)
	for range 2 {
		for _, d := range docs {
			d.candidates.ScoreFirst(m.First)
		}
		m.Next = logistic(docs, all)
	}
	for _, d := range docs {
		d.candidates.Score(m)
	}
	m.Next = logistic(docs, all)
	return m
}

func report(out io.Writer, name string, m beads.Model, docs []*document, threshold float64) {
	fmt.Fprintf(out, "%s\n%16s %8s %8s\n", name, "", "first", "next")
	for k, feature := range beads.FeatureNames {
		fmt.Fprintf(out, "%16s %8.3f %8.3f\n", feature, m.First[k], m.Next[k])
	}
	var languages []kilas.Lang
	fitted, checked := map[kilas.Lang]*tally{}, map[kilas.Lang]*tally{}
	for _, d := range docs {
		if fitted[d.lang] == nil {
			languages = append(languages, d.lang)
			fitted[d.lang], checked[d.lang] = &tally{}, &tally{}
		}
		d.candidates.Score(m)
		t := checked[d.lang]
		if d.fitted {
			t = fitted[d.lang]
		}
		t.add(d, d.candidates.Choose(threshold))
	}
	for _, l := range languages {
		fmt.Fprintf(out, "%s\tfitted %v\tchecked %v\n", l, fitted[l], checked[l])
	}
}
