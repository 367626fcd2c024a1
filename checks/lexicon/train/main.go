// Train makes a table for package lexicon out of parallel texts:
//
//	go run ./checks/lexicon/train -from id -to en -columns 3,2 -o checks/lexicon/id-en.table FILE.tsv...
//
// It trains a model in each direction, keeps the translations that both find
// likely, and writes probabilities only.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "train: error:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, log io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	from := flags.String("from", "id", "`language` of the source column")
	to := flags.String("to", "en", "`language` of the target column")
	columns := flags.String("columns", "1,2", "`numbers` of the source and target columns, from 1")
	output := flags.String("o", "", "`file` to write")
	iterations := flags.Int("iterations", 6, "rounds of expectation maximisation")
	minCount := flags.Int("min-count", 2, "drop units seen fewer times")
	var keep selection
	var leftOut without
	flags.Func("without", "leave out lines that occur in the files of this `pattern`, and their neighbours (may be repeated)", leftOut.add)
	flags.IntVar(&keep.most, "most", 8, "translations kept of a unit")
	flags.Float64Var(&keep.least, "least", 0.02, "smallest probability kept, in the better direction")
	if err := flags.Parse(args); err != nil {
		return err
	}
	var at [2]int
	if _, err := fmt.Sscanf(*columns, "%d,%d", &at[0], &at[1]); err != nil || at[0] < 1 || at[1] < 1 {
		return fmt.Errorf("columns %q: want two numbers such as 3,2", *columns)
	}
	if *output == "" || flags.NArg() == 0 {
		return fmt.Errorf("no output or no input given")
	}
	c, err := readCorpus(flags.Args(), kilas.Lang(*from), kilas.Lang(*to), at, leftOut, *minCount, 1<<16-1)
	if err != nil {
		return fmt.Errorf("read: %w", err)
	}
	fmt.Fprintf(log, "%d pairs, %d source and %d target units\n", len(c.pairs), len(c.source.words)-1, len(c.target.words)-1)
	forward := newModel(c)
	if err := forward.train(ctx, c, *iterations); err != nil {
		return err
	}
	flipped := c.flip()
	backward := newModel(flipped)
	if err := backward.train(ctx, flipped, *iterations); err != nil {
		return err
	}
	source, target := keep.units(c, forward, backward)
	table, err := lexicon.Encode(source, target)
	if err != nil {
		return fmt.Errorf("encode: %w", err)
	}
	fmt.Fprintf(log, "%d source and %d target units kept, %d bytes\n", len(source), len(target), len(table))
	return os.WriteFile(*output, table, 0o644)
}
