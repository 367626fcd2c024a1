// Train fits the models of package align to documents with known links:
//
//	go run ./align/train -o align/internal/beads/models.json -tables TABLES -translations TRANSLATIONS -pairs FLORES \
//		-aside ar,hi,tr,vi -news testdata/align,align/testdata/news DIR...
//
// A DIR is named for the language of its sources and holds N.src, N.tgt (one
// sentence a line, the target in English) and N.gold (lines "i j", from 0).
// Each fifth of the documents is measured with models fitted to the others; the
// models written are fitted to all. checks/lexicon/CARD.md has
// the commands that make TABLES, dictionaries that were trained without the
// documents they are used for, and TRANSLATIONS. Languages set aside have
// dictionaries that find so little that fitting to them would loosen the model
// for the others; theirs are measured with it.
//
// Models of texts that tell the same in their own ways are fitted to the
// documents as well, their lines compared as a whole, though many of them join
// two sentences of which the other side has one, and with -news to articles of
// two newsrooms, which weigh more. Each fifth of these events is measured with
// models fitted to the others, too.
//
// With -pairs, links are found that the gold lacks: sentences that were mixed
// into both sides from elsewhere and translate each other. They are left out
// where what sentences share is fitted, and are what the model of strays is
// fitted to; measures are given with and without them.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

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
	threshold := flags.Float64("threshold", 0.5, "least probability of a pair when measuring")
	tableDir := flags.String("tables", "", "`folder` of LANG-en.K.table, trained without the documents K, K+n, K+2n, ...; K counts from 0")
	translations := flags.String("translations", "", "`folder` of LANG/N.src, the sources as a translator puts them, line by line")
	origins := flags.String("pairs", "", "`folder` of LANG.tsv, the English sentences and their translations that the documents were cut from")
	news := flags.String("news", "", "`folders` of *.gold.json, articles of two newsrooms, separated by commas")
	aside := flags.String("aside", "", "`languages` that don't fit the lexicon model, separated by commas")
	if err := flags.Parse(args); err != nil {
		return err
	}
	groups := map[string][]*document{}
	var names []string
	for _, dir := range flags.Args() {
		l := kilas.Lang(filepath.Base(dir))
		var pairs translatedPairs
		if *origins != "" {
			var err error
			if pairs, err = readPairs(filepath.Join(*origins, string(l)+".tsv")); err != nil {
				return err
			}
		}
		docs, err := readDocuments(dir, filepath.Join(*translations, string(l)), pairs)
		if err != nil {
			return err
		}
		tables, err := readTables(*tableDir, l)
		if err != nil {
			return err
		}
		for _, way := range ways {
			for _, d := range way.prepare(docs, l, tables) {
				name := d.candidates.Matrix.BasisName()
				if way.basis != "" && name != way.basis && name != way.basis+"-spaceless" && name != strings.Replace(way.basis, "translation", "translation-lexicon", 1) {
					continue
				}
				if groups[name] == nil {
					names = append(names, name)
				}
				if name == "lexicon" && slices.Contains(strings.Split(*aside, ","), string(l)) {
					d.aside = true
				}
				groups[name] = append(groups[name], d)
			}
		}
	}
	if *news != "" {
		docs, err := readNews(strings.Split(*news, ","))
		if err != nil {
			return err
		}
		for _, way := range ways {
			for _, d := range way.prepare(docs, "id", nil) {
				if name := d.candidates.Matrix.BasisName(); name == "lexicon-meaning" && way.basis == name && !way.means.NoParts {
					d.group = "news"
					groups[name] = append(groups[name], d)
				}
			}
		}
	}
	models := map[string]beads.Model{}
	for _, name := range names {
		for fold := range folds {
			m := fit(groups[name], func(d *document) bool { return d.fold != fold })
			for _, d := range groups[name] {
				if d.fold == fold {
					d.candidates.Score(m)
					d.chosen = d.candidates.Choose(*threshold)
				}
			}
		}
		models[name] = fit(groups[name], func(*document) bool { return true })
		report(out, name, models[name], groups[name])
	}
	if *output == "" {
		return nil
	}
	for _, ending := range []string{"", "-meaning"} {
		models["same-language"+ending] = models["translation"+ending] // the same comparison
	}
	text, err := json.MarshalIndent(models, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(*output, append(text, '\n'), 0o644)
}

func report(out io.Writer, name string, m beads.Model, docs []*document) {
	fmt.Fprintf(out, "%s\n%16s %8s %8s %8s\n", name, "", "first", "next", "free")
	for k, feature := range beads.FeatureNames {
		fmt.Fprintf(out, "%16s %8.3f %8.3f %8.3f\n", feature, m.First[k], m.Next[k], m.Free[k])
	}
	for k, feature := range beads.StrayNames {
		fmt.Fprintf(out, "%16s %8s %8.3f\n", "stray "+feature, "", m.Stray[k])
	}
	var groups []string
	tallies := map[string]*tally{}
	for _, d := range docs {
		if d.free && !d.news {
			continue
		}
		if tallies[d.group] == nil {
			groups = append(groups, d.group)
			tallies[d.group] = &tally{}
		}
		tallies[d.group].add(d)
	}
	calibration(out, docs)
	for _, g := range groups {
		fmt.Fprintf(out, "%s %s\t%v\n", name, g, tallies[g])
	}
}

// calibration prints, for chosen beads of like confidence, how many have only
// links that are right or may be.
func calibration(out io.Writer, docs []*document) {
	var chosen, right [10]int
	for _, d := range docs {
		for _, b := range d.chosen {
			bin := min(9, int(10*d.candidates.Confidence(b)))
			chosen[bin]++
			if d.fine(b) {
				right[bin]++
			}
		}
	}
	for bin, n := range chosen {
		if n > 0 {
			fmt.Fprintf(out, "confidence %.1f: %4d beads, %.3f right\n", float64(bin)/10, n, float64(right[bin])/float64(n))
		}
	}
}
