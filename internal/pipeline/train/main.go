// Command train fits the models by which reports are gathered into events:
// that of pairs of reports, and that of clusters of them.
//
//	go run ./internal/pipeline/train -o invented.tsv
//	go run ./internal/pipeline/train -texts DIR -part 1 -o quarter1.tsv
//	go run ./internal/pipeline/train -fit -bound 2 -o likeness.json *.tsv
//	go run ./internal/pipeline/train -bonds -likeness likeness.json -o clusters.tsv
//	go run ./internal/pipeline/train -fit -bound 2 -o bonds.json clusters*.tsv
//
// Without -fit it writes examples: pairs of articles, or of clusters, of
// simulated worlds of news, with what is known of them. CARD.md of package
// pipeline says how the embedded models were made.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/pipeline/internal/forest"
)

// example is a pair of articles or of clusters: whether they tell one event, and
// what they are judged by.
type example struct {
	same   bool
	values []float64
}

// options are the flags.
type options struct {
	texts    string
	part     int
	out      string
	fit      bool
	bound    float64
	bonds    bool
	likeness string
	policy   string
	files    []string
}

func main() {
	var o options
	flag.StringVar(&o.texts, "texts", "", "`folder` of texts for development; none means invented events")
	flag.IntVar(&o.part, "part", 0, "quarter of the texts, 1 to 4, or half of the invented worlds, 1 or 2; 0 is all")
	flag.StringVar(&o.out, "o", "", "`file` to write")
	flag.BoolVar(&o.fit, "fit", false, "fit a model to the examples in the files named")
	flag.Float64Var(&o.bound, "bound", 0, "likeness from which there is one event")
	flag.BoolVar(&o.bonds, "bonds", false, "write examples of clusters, not of pairs")
	flag.StringVar(&o.likeness, "likeness", "", "`file` of the model of pairs by which clusters are gathered")
	flag.StringVar(&o.policy, "policy", "", "`file` of the model of clusters by which they are; none means the likeness of their pairs on the average")
	flag.Parse()
	o.files = flag.Args()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	f, err := os.Create(o.out)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	switch {
	case o.fit:
		err = fitFiles(w, o.files, o.bound)
	case o.bonds:
		err = writeBonds(w, o)
	default:
		err = writePairs(w, o)
	}
	if err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

func writePairs(w io.Writer, o options) error {
	return writeExamples(w, pipeline.EvidenceLabels(), o.texts, pairWorlds(o.texts, o.part), func(articles []article, world world, yield func(example) error) error {
		return world.pairs(articles, yield)
	})
}

func writeBonds(w io.Writer, o options) error {
	m, err := models(o)
	if err != nil {
		return err
	}
	round := uint64(1)
	if o.policy != "" {
		round = 2
	}
	return writeExamples(w, pipeline.BondLabels(), o.texts, bondWorlds(o.texts, o.part, round), func(articles []article, world world, yield func(example) error) error {
		return world.bonds(articles, m, yield)
	})
}

// models are those by which clusters are gathered.
func models(o options) (pipeline.Models, error) {
	var m pipeline.Models
	var err error
	if m.Likeness, err = readModel(o.likeness, pipeline.EvidenceLabels()); err != nil || o.policy == "" {
		return m, err
	}
	m.Bonds, err = readModel(o.policy, pipeline.BondLabels())
	return m, err
}

func readModel(file string, labels []string) (*forest.Model, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	m, err := forest.Parse(data, labels)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return m, nil
}

// writeExamples writes a line for each example: 1 or 0, and its values.
func writeExamples(w io.Writer, labels []string, texts string, worlds []world, examples func([]article, world, func(example) error) error) error {
	if _, err := fmt.Fprintln(w, "same\t"+strings.Join(labels, "\t")); err != nil {
		return err
	}
	for _, world := range worlds {
		began, n := time.Now(), 0
		articles, err := world.read(texts)
		if err != nil {
			return err
		}
		err = examples(articles, world, func(e example) error {
			n++
			line := "0"
			if e.same {
				line = "1"
			}
			for _, v := range e.values {
				line += "\t" + strconv.FormatFloat(v, 'g', 4, 64)
			}
			_, err := fmt.Fprintln(w, line)
			return err
		})
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stderr, "%+v: %d examples in %s\n", world, n, time.Since(began).Round(time.Second))
	}
	return nil
}

func fitFiles(w io.Writer, files []string, bound float64) error {
	var examples []example
	var labels []string
	for _, file := range files {
		more, of, err := readExamples(file)
		if err != nil {
			return err
		}
		if labels != nil && !slices.Equal(of, labels) {
			return fmt.Errorf("%s: other values than the files before have", file)
		}
		examples, labels = append(examples, more...), of
	}
	if !slices.Equal(labels, pipeline.EvidenceLabels()) && !slices.Equal(labels, pipeline.BondLabels()) {
		return fmt.Errorf("examples of neither pairs nor clusters: %q", labels)
	}
	m := forest.Model{Labels: labels, Bound: bound, Depth: depth, Trees: boost(labels, examples, runtime.NumCPU())}
	fmt.Fprintf(os.Stderr, "%d examples, %d trees\n", len(examples), len(m.Trees))
	return json.NewEncoder(w).Encode(m)
}

// readExamples returns the examples of a file, and what their values are.
func readExamples(file string) (out []example, labels []string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Split(lines.Text(), "\t")
		if n == 1 {
			labels = fields[1:]
			continue
		}
		if len(fields)-1 != len(labels) {
			return nil, nil, fmt.Errorf("%s:%d: %d values, want %d", file, n, len(fields)-1, len(labels))
		}
		e := example{same: fields[0] == "1", values: make([]float64, len(labels))}
		for k, field := range fields[1:] {
			if e.values[k], err = strconv.ParseFloat(field, 64); err != nil {
				return nil, nil, fmt.Errorf("%s:%d: %w", file, n, err)
			}
		}
		out = append(out, e)
	}
	return out, labels, lines.Err()
}
