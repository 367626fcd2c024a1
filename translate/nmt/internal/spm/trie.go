package spm

import (
	"slices"
	"strings"
)

// trie finds the pieces that a text begins with. Nodes are numbered in
// breadth-first order, so that the children of a node are neighbours:
// children[i] is the first child of node i, children[i+1] ends them.
type trie struct {
	labels   []byte
	children []int32
	values   []int32 // the piece that ends here, or none
}

const none = -1

// entry is a string and the value found at its end.
type entry struct {
	text  string
	value int32
}

// newTrie builds a trie of distinct strings.
func newTrie(entries []entry) *trie {
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.text, b.text) })
	t := &trie{labels: []byte{0}}
	level := []span{{0, len(entries)}} // entries below each node of one depth
	for depth := 0; len(level) > 0; depth++ {
		level = t.grow(entries, level, depth)
	}
	t.children = append(t.children, int32(len(t.labels)))
	return t
}

type span struct{ from, to int }

// grow adds the children of one level's nodes and returns the level below.
func (t *trie) grow(entries []entry, level []span, depth int) []span {
	var below []span
	for _, s := range level {
		t.children = append(t.children, int32(len(t.labels)))
		value := int32(none)
		if s.from < s.to && len(entries[s.from].text) == depth {
			value = entries[s.from].value
			s.from++
		}
		t.values = append(t.values, value)
		for s.from < s.to {
			b := entries[s.from].text[depth]
			end := s.from + 1
			for end < s.to && entries[end].text[depth] == b {
				end++
			}
			t.labels = append(t.labels, b)
			below = append(below, span{s.from, end})
			s.from = end
		}
	}
	return below
}

// child returns the node that b leads to, or none.
func (t *trie) child(node int32, b byte) int32 {
	from, to := t.children[node], t.children[node+1]
	for to-from > 8 {
		middle := from + (to-from)/2
		if t.labels[middle] <= b {
			from = middle
		} else {
			to = middle
		}
	}
	for i := from; i < to; i++ {
		if t.labels[i] == b {
			return i
		}
	}
	return none
}

// longest returns the length of the longest entry that s begins with.
func (t *trie) longest(s string) int {
	length := 0
	var node int32
	for i := range len(s) {
		if node = t.child(node, s[i]); node == none {
			break
		}
		if t.values[node] != none {
			length = i + 1
		}
	}
	return length
}
