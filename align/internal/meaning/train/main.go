// Train makes the vectors of package meaning out of parallel texts:
//
//	go run ./align/internal/meaning/train -o align/internal/meaning/id-en.vectors FILE.tsv...
//
// It is a contrastive model of bags of words: the vectors of two sentences
// that translate each other are to be nearer than those of other sentences of
// the same batch, in both directions (Guo et al. 2018, Effective Parallel
// Corpus Mining using Bilingual Sentence Embeddings; the loss is that of van
// den Oord et al. 2018, InfoNCE). How much a word tells is learned as the
// length of its vector. Neighbouring lines are in one batch, since they are of
// one subject and the harder to tell apart.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"

	"github.com/kilas-news/kilas/align/internal/meaning"
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
	flags.SetOutput(log)
	var c corpusOptions
	flags.StringVar(&c.from, "from", "id", "`language` of the source column")
	flags.StringVar(&c.to, "to", "en", "`language` of the target column")
	flags.StringVar(&c.columns, "columns", "1,2", "`numbers` of the source and target columns, from 1")
	flags.IntVar(&c.minCount, "min-count", 4, "drop words seen in fewer sentences")
	flags.IntVar(&c.minWords, "min-words", 3, "drop sentences with fewer words")
	output := flags.String("o", "", "`file` to write")
	held := flags.String("check", "", "`file` of pairs, in the same columns, on which to report how often a sentence finds its translation")
	p := parameters{block: 8}
	flags.IntVar(&p.epochs, "epochs", 10, "passes over the pairs")
	flags.IntVar(&p.batch, "batch", 512, "pairs that are told apart at a time, a multiple of 8")
	flags.Float64Var(&p.rate, "rate", 0.1, "learning rate")
	flags.Float64Var(&p.temperature, "temperature", 0.07, "divisor of cosines")
	flags.Float64Var(&p.dropout, "dropout", 0.2, "share of words left out of a sentence at random")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *output == "" || flags.NArg() == 0 {
		return fmt.Errorf("no output or no input given")
	}
	if p.batch < p.block || p.batch%p.block != 0 {
		return fmt.Errorf("batch of %d pairs, want a multiple of %d", p.batch, p.block)
	}
	corpus, err := c.read(flags.Args())
	if err != nil {
		return err
	}
	fmt.Fprintf(log, "%d pairs, %d source and %d target words\n", len(corpus.pairs), len(corpus.source.words), len(corpus.target.words))
	var check []pair
	if *held != "" {
		if check, err = c.readCheck(*held, corpus); err != nil {
			return err
		}
	}
	m := newModel(corpus)
	for epoch := range p.epochs {
		loss, err := m.epoch(ctx, p, epoch)
		if err != nil {
			return err
		}
		fmt.Fprintf(log, "epoch %d: loss %.3f", epoch+1, loss)
		if len(check) > 0 {
			there, back := m.retrieval(check)
			fmt.Fprintf(log, ", of %d sentences %.3f find their translation, %.3f the other way", len(check), there, back)
		}
		fmt.Fprintln(log)
	}
	return os.WriteFile(*output, meaning.Encode(m.source.words(corpus.source), m.target.words(corpus.target)), 0o644)
}
