// Train counts in how many news articles each word occurs:
//
//	go run ./align/internal/concepts/train -o align/internal/concepts/news/id.txt SET.jsonl...
//
// A set has an article a line, with its lang, title and text. The output has
// the number of articles, then the words of at least -least articles with
// theirs; no text can be read out of it.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"slices"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/align/internal/concepts"
	"github.com/kilas-news/kilas/langs"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "train: error:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	output := flags.String("o", "", "`file` to write")
	least := flags.Int("least", 3, "drop words of fewer articles")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if *output == "" || flags.NArg() == 0 {
		return fmt.Errorf("no output or no input given")
	}
	articles, counts := 0, map[string]int{}
	for _, file := range flags.Args() {
		n, err := count(file, counts)
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
		articles += n
	}
	var words []string
	for word, n := range counts {
		if n >= *least {
			words = append(words, word)
		}
	}
	slices.Sort(words)
	var out bytes.Buffer
	fmt.Fprintln(&out, articles)
	for _, word := range words {
		fmt.Fprintf(&out, "%s\t%d\n", word, counts[word])
	}
	return os.WriteFile(*output, out.Bytes(), 0o644)
}

// count adds the articles of a set and returns their number.
func count(file string, counts map[string]int) (int, error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	articles := 0
	scanner := bufio.NewScanner(f)
	scanner.Buffer(nil, 1<<24)
	for scanner.Scan() {
		var a kilas.Article
		if err := json.Unmarshal(scanner.Bytes(), &struct{ *kilas.Article }{&a}); err != nil {
			return 0, err
		}
		articles++
		seen := map[string]bool{}
		for _, s := range append(langs.Split(a.Lang, a.Text), kilas.Sentence{Text: a.Title}) {
			for _, word := range concepts.Words(a.Lang, s.Text) {
				if !seen[word] {
					seen[word] = true
					counts[word]++
				}
			}
		}
	}
	return articles, scanner.Err()
}
