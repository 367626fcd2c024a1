// Command train fits the model by which reports are gathered into events.
//
//	go run ./internal/pipeline/train -o invented.tsv
//	go run ./internal/pipeline/train -texts DIR -o all.tsv
//	go run ./internal/pipeline/train -texts DIR -quarter 1 -o quarter1.tsv
//	go run ./internal/pipeline/train -fit -bound 2 -o internal/pipeline/likeness.json *.tsv
//
// Without -fit it writes examples: pairs of articles of simulated worlds of
// news, with what is known of them. internal/pipeline/CARD.md says how the
// embedded model was made.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/kilas-news/kilas/internal/pipeline"
	"github.com/kilas-news/kilas/internal/pipeline/internal/forest"
)

// example is a pair of articles: whether they tell one event, and the evidence.
type example struct {
	same   bool
	values []float64
}

func main() {
	var (
		texts   = flag.String("texts", "", "`folder` of texts for development; none means invented events")
		quarter = flag.Int("quarter", 0, "quarter of the texts, 1 to 4; 0 is all of them")
		out     = flag.String("o", "", "`file` to write")
		fitting = flag.Bool("fit", false, "fit a model to the examples in the files named")
		bound   = flag.Float64("bound", 0, "likeness from which two reports tell one event")
	)
	flag.Parse()
	if err := run(*texts, *quarter, *out, *fitting, *bound, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		os.Exit(1)
	}
}

func run(texts string, quarter int, out string, fitting bool, bound float64, files []string) error {
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	defer f.Close()
	w := bufio.NewWriter(f)
	if fitting {
		err = fitFiles(w, files, bound)
	} else {
		err = writeExamples(w, texts, quarter)
	}
	if err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}

// writeExamples writes a line for each pair: 1 or 0, and the evidence.
func writeExamples(w io.Writer, texts string, quarter int) error {
	if _, err := fmt.Fprintln(w, "same\t"+strings.Join(pipeline.EvidenceLabels(), "\t")); err != nil {
		return err
	}
	worlds := inventedWorlds
	if texts != "" {
		worlds = textWorlds(quarter)
	}
	for _, world := range worlds {
		began, n := time.Now(), 0
		err := world.examples(texts, func(e example) error {
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
	for _, file := range files {
		more, err := readExamples(file)
		if err != nil {
			return err
		}
		examples = append(examples, more...)
	}
	m := forest.Model{Labels: pipeline.EvidenceLabels(), Bound: bound, Depth: depth, Trees: boost(examples, runtime.NumCPU())}
	fmt.Fprintf(os.Stderr, "%d examples, %d trees\n", len(examples), len(m.Trees))
	return json.NewEncoder(w).Encode(m)
}

func readExamples(file string) ([]example, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var out []example
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		fields := strings.Split(lines.Text(), "\t")
		if n == 1 {
			if got := strings.Join(fields[1:], "\t"); got != strings.Join(pipeline.EvidenceLabels(), "\t") {
				return nil, fmt.Errorf("%s: examples of other evidence: %s", file, got)
			}
			continue
		}
		e := example{same: fields[0] == "1", values: make([]float64, len(fields)-1)}
		for k, field := range fields[1:] {
			if e.values[k], err = strconv.ParseFloat(field, 64); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", file, n, err)
			}
		}
		out = append(out, e)
	}
	return out, lines.Err()
}
