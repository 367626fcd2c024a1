package langs

import (
	"strings"
	"sync"

	"github.com/kilas-news/kilas"
)

// StopWord reports whether a folded word carries grammar rather than content
// in language l. Languages without a list have no stop words.
func StopWord(l kilas.Lang, word string) bool {
	sets := stopWords()
	set, ok := sets[l]
	if !ok {
		set = sets[base(l)]
	}
	return set.has(word)
}

// stopWords are the function words of each language, folded.
var stopWords = sync.OnceValue(func() map[kilas.Lang]wordSet {
	sets := make(map[kilas.Lang]wordSet, len(functionWords))
	for l, list := range functionWords {
		set := wordSet{}
		for _, w := range strings.Fields(list) {
			set[Fold(w)] = struct{}{}
		}
		sets[l] = set
	}
	return sets
})
