// Command train learns the ranker of package summarize from news with
// reference summaries, and measures it.
//
//	go run ./summarize/train -out summarize/ranker.json SET.jsonl...
//	go run ./summarize/train -report SET.jsonl...
//
// A set is JSON lines with id, lang, title, text and summary (or refs:
// several references; docs: the articles of a cluster). With -report nothing
// is written: every set is scored by a ranker that was trained without it,
// and by one trained on four fifths of all sets, against the first sentences,
// PacSum and LexRank.
package main

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/kilas-news/kilas/summarize"
)

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "train: error:", err)
		os.Exit(1)
	}
}

func run(args []string, w io.Writer) error {
	flags := flag.NewFlagSet("train", flag.ContinueOnError)
	out := flags.String("out", "", "write the ranker to `file`")
	report := flags.Bool("report", false, "measure instead")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if (*out == "") == !*report || flags.NArg() == 0 {
		return errors.New("give either -out or -report, and sets")
	}
	var sets []set
	for _, path := range flags.Args() {
		s, err := readSet(path)
		if err != nil {
			return err
		}
		sets = append(sets, s)
	}
	if *report && len(sets) < 2 {
		return errors.New("a report leaves one set out, so it needs two")
	}
	if *report {
		return reportOn(w, sets)
	}
	f, err := os.Create(*out)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := json.NewEncoder(f).Encode(compact(fit(sets))); err != nil {
		return err
	}
	return f.Close()
}

// fit trains what summarize embeds.
func fit(sets []set) *summarize.Model {
	m := &summarize.Model{Article: *boost(summarize.FeatureNames(), articleRows(sets), defaults)}
	clusters := clusterRows(sets, summarize.NewRanker(m))
	m.Cluster = ridge(summarize.ClusterFeatureNames(), clusters, clusterPenalty)
	return m
}
