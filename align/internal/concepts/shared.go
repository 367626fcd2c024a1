package concepts

import (
	"cmp"
	"slices"
	"strings"
)

// leastShared is the strength from which a unit of one article counts as
// mentioned in the other one.
const leastShared = 0.7

// Shared returns what two articles have in common, at most so many units, those
// that tell most first, each once: "Garut", or "gempa = earthquake".
func Shared(x, y *Bag, limit int) []string {
	type link struct {
		weight float32
		x, y   int
	}
	best := make([]link, len(x.Units))
	strongest := make([]float32, len(x.Units))
	each(x, y, func(e, f entry) {
		if s := e.strength * f.strength; s >= leastShared && s > strongest[e.unit] {
			strongest[e.unit] = s
			best[e.unit] = link{s * (x.Units[e.unit].Weight + y.Units[f.unit].Weight), int(e.unit), int(f.unit)}
		}
	})
	slices.SortStableFunc(best, func(a, b link) int { return cmp.Compare(b.weight, a.weight) })
	var list []string
	said := make(map[string]bool) // "Dua" and "dua" are two units
	for _, l := range best {
		if l.weight == 0 || len(list) == limit {
			break
		}
		source, target := x.Units[l.x].String(), y.Units[l.y].String()
		if !strings.EqualFold(source, target) {
			source += " = " + target
		}
		if key := strings.ToLower(source); !said[key] {
			said[key] = true
			list = append(list, source)
		}
	}
	return list
}

// each calls yield with all entries of two bags that have a key in common, by
// merging the two sorted lists.
func each(x, y *Bag, yield func(e, f entry)) {
	i, j := 0, 0
	for i < len(x.entries) && j < len(y.entries) {
		key := x.entries[i].key
		switch {
		case key < y.entries[j].key:
			i++
		case key > y.entries[j].key:
			j++
		default:
			end := j
			for end < len(y.entries) && y.entries[end].key == key {
				end++
			}
			for ; i < len(x.entries) && x.entries[i].key == key; i++ {
				for _, f := range y.entries[j:end] {
					yield(x.entries[i], f)
				}
			}
			j = end
		}
	}
}
