// Train fits the decision whether two articles tell the same event:
//
//	go run ./align/internal/events/train -o align/internal/events/model.json align/testdata/*.txt SET.jsonl...
//
// Stories of a .txt file are those of package align's tests. A .jsonl has an
// article a line (id, lang, text), or several on one event (docs); two
// articles of one line are an example for, and those of different lines that
// are most alike one against, unless -same lists their ids side by side.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train: error:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	output := flags.String("o", "", "`file` for the model; none is written without it")
	same := flags.String("same", "", "`file` of ids of articles on one event, two a line")
	nearest := flags.Int("nearest", 2, "unrelated articles taken for each article of a set, the most alike first")
	show := flags.Int("show", 0, "examples to print that are judged worst")
	ridge := flags.Float64("ridge", 1, "weight of the penalty on squared weights")
	if err := flags.Parse(args); err != nil {
		return err
	}
	excused, err := readSame(*same)
	if err != nil {
		return err
	}
	var examples []example
	for _, file := range flags.Args() {
		var found []example
		if strings.HasSuffix(file, ".txt") {
			found, err = readStories(file)
		} else {
			found, err = readSet(file, *nearest, excused)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		examples = append(examples, found...)
	}
	if len(examples) == 0 {
		return fmt.Errorf("no examples")
	}
	crossValidate(examples, *ridge)
	report(out, examples, *show)
	weights := fit(examples, *ridge, func(*example) bool { return true })
	printWeights(out, weights)
	if *output == "" {
		return nil
	}
	text, err := json.MarshalIndent(weights, "", "\t")
	if err != nil {
		return err
	}
	return os.WriteFile(*output, append(text, '\n'), 0o644)
}
