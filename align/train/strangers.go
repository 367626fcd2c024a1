package main

import (
	"os"
	"strings"
)

// translatedPairs are the pairs of sentences that documents were cut from, English
// first.
type translatedPairs [][2]string

func readPairs(file string) (translatedPairs, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var pairs translatedPairs
	for _, line := range strings.Split(string(text), "\n") {
		if english, other, ok := strings.Cut(line, "\t"); ok {
			other, _, _ = strings.Cut(other, "\t")
			pairs = append(pairs, [2]string{oneSpaced(english), oneSpaced(other)})
		}
	}
	return pairs, nil
}

func oneSpaced(text string) string { return strings.Join(strings.Fields(text), " ") }

// shortestPart is the length in bytes from which a line that is part of a
// sentence tells that it was cut out of it.
const shortestPart = 8

// holds returns the numbers of the pairs whose sentence of a side is in the
// text, or has it as a part.
func (p translatedPairs) holds(text string, side int) []int {
	var list []int
	for n, pair := range p {
		if strings.Contains(text, pair[side]) || len(text) >= shortestPart && strings.Contains(pair[side], text) {
			list = append(list, n)
		}
	}
	return list
}

// strangers are the links between sentences that are in no link of the gold
// and yet translate each other: documents were mixed with sentences from
// elsewhere, and some came to both sides.
func (p translatedPairs) strangers(d texts) map[[2]int]bool {
	linkedSource, linkedTarget := map[int]bool{}, map[int]bool{}
	for link := range d.gold {
		linkedSource[link[0]], linkedTarget[link[1]] = true, true
	}
	sources := map[int][]int{} // by the number of the pair
	for i, text := range d.source {
		if !linkedSource[i] {
			for _, n := range p.holds(oneSpaced(text), 1) {
				sources[n] = append(sources[n], i)
			}
		}
	}
	links := map[[2]int]bool{}
	for j, text := range d.target {
		if linkedTarget[j] {
			continue
		}
		for _, n := range p.holds(oneSpaced(text), 0) {
			for _, i := range sources[n] {
				links[[2]int{i, j}] = true
			}
		}
	}
	return links
}
