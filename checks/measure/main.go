// Measure tells how often the checks fail on true translations, and how often
// they notice that one side was altered:
//
//	go run ./checks/measure -columns en,id FILE.tsv
//
// A line of FILE holds a sentence in each of the two languages.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/internal/trial"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "measure: error:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("measure", flag.ContinueOnError)
	columns := flags.String("columns", "en,id", "`languages` of the two columns")
	show := flags.String("show", "", "print the pairs of this `check or kind` that came out wrong")
	seed := flags.Uint64("seed", 1, "`number` that decides what is altered")
	if err := flags.Parse(args); err != nil {
		return err
	}
	first, second, ok := strings.Cut(*columns, ",")
	if !ok || flags.NArg() != 1 {
		return fmt.Errorf("want two languages and one file")
	}
	text, err := os.ReadFile(flags.Arg(0))
	if err != nil {
		return err
	}
	pairs := trial.Read(string(text), kilas.Lang(first), kilas.Lang(second))
	trial.True(pairs).Print(out, *show)
	trial.Altered(pairs, *seed).Print(out, *show)
	return nil
}
