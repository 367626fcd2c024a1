package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/kilas-news/kilas/checks/lexicon"
)

// selection says which entries of the trained models go into the table.
type selection struct {
	most  int     // translations of a unit
	least float64 // probability in the better direction
}

// leastMass is the number of links that the two models must expect together.
const leastMass = 0.7

// units selects the entries of a table. Units without a translation are left
// out.
func (s selection) units(c *corpus, forward, backward *model) (source, target []lexicon.Unit) {
	target = make([]lexicon.Unit, len(c.target.words)-1)
	for t := range target {
		target[t] = lexicon.Unit{Text: c.target.words[t+1], Count: c.target.counts[t+1], Proper: c.target.isProper(t + 1)}
	}
	for id := 1; id < len(c.source.words); id++ {
		u := lexicon.Unit{Text: c.source.words[id], Count: c.source.counts[id], Proper: c.source.isProper(id)}
		u.Links = s.links(uint32(id), forward, backward)
		source = append(source, u)
	}
	confirmNames(source, target)
	return prune(source, target)
}

// confirmNames takes the mark of a name from units whose likeliest translation
// has none: "Pasal" is capitalised where laws are quoted, but "article" is not.
func confirmNames(source, target []lexicon.Unit) {
	sourceBest := make([]float64, len(source))
	targetBest := make([]float64, len(target))
	sourceName := make([]bool, len(source))
	targetName := make([]bool, len(target))
	for s, u := range source {
		for _, l := range u.Links {
			p := l.Forward * l.Backward
			if p > sourceBest[s] {
				sourceBest[s], sourceName[s] = p, target[l.Target].Proper
			}
			if p > targetBest[l.Target] {
				targetBest[l.Target], targetName[l.Target] = p, u.Proper
			}
		}
	}
	for s := range source {
		source[s].Proper = source[s].Proper && sourceName[s]
	}
	for t := range target {
		target[t].Proper = target[t].Proper && targetName[t]
	}
}

func (s selection) links(id uint32, forward, backward *model) []lexicon.Link {
	var links []lexicon.Link
	for k := forward.rows[id]; k < forward.rows[id+1]; k++ {
		t := uint32(forward.keys[k])
		back := backward.index(t, id)
		p, q := float64(forward.probs[k]), float64(backward.probs[back])
		if max(p, q) < s.least || min(p, q) < s.least/20 {
			continue
		}
		if float64(forward.mass[k])+float64(backward.mass[back]) < leastMass {
			continue
		}
		links = append(links, lexicon.Link{Target: int(t) - 1, Forward: p, Backward: q})
	}
	slices.SortStableFunc(links, func(a, b lexicon.Link) int {
		return -cmp.Compare(math.Sqrt(a.Forward*a.Backward), math.Sqrt(b.Forward*b.Backward))
	})
	return links[:min(len(links), s.most)]
}

// prune drops units that have no link.
func prune(source, target []lexicon.Unit) (keptSource, keptTarget []lexicon.Unit) {
	used := make([]bool, len(target))
	for _, u := range source {
		for _, l := range u.Links {
			used[l.Target] = true
		}
	}
	number := make([]int, len(target))
	for t, u := range target {
		if used[t] {
			number[t] = len(keptTarget)
			keptTarget = append(keptTarget, u)
		}
	}
	for _, u := range source {
		if len(u.Links) == 0 {
			continue
		}
		for i := range u.Links {
			u.Links[i].Target = number[u.Links[i].Target]
		}
		keptSource = append(keptSource, u)
	}
	return keptSource, keptTarget
}
