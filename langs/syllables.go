package langs

import "unicode"

// Thai, Lao, Khmer and Burmese write no spaces between words, and UAX #29
// leaves their words to dictionaries, which are large and under licences of
// their own. Tokens of these scripts are syllables as they are spelled, which
// compare texts about as well: a consonant with its vowel signs and marks, and
// the bare consonants that close it. The idea is that of the Thai character
// clusters of Theeramunkong et al., "Character Cluster Based Thai Information
// Retrieval" (IRAL 2000); unlike these, final consonants are taken along.

// isSpaceless reports a letter or mark of a script without spaces.
func isSpaceless(r rune) bool {
	return r >= 0x0E00 && unicode.In(r, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

const (
	khmerCoeng    = '\u17d2' // subscripts the next consonant
	myanmarVirama = '\u1039' // stacks the next consonant
	myanmarAsat   = '\u103a' // closes a syllable: the consonant has no vowel
)

// isLeadingVowel reports a vowel that is written before its consonant.
func isLeadingVowel(r rune) bool {
	return r >= 0x0E40 && r <= 0x0E44 || r >= 0x0EC0 && r <= 0x0EC4
}

// isSyllableBase reports a consonant or independent vowel.
func isSyllableBase(r rune) bool {
	switch {
	case r >= 0x0E2F && r <= 0x0E3A, r >= 0x0E45 && r <= 0x0E4E: // Thai vowels and signs
		return false
	case r >= 0x0EAF && r <= 0x0EBC, r == 0x0EC6: // those of Lao
		return false
	}
	return unicode.IsLetter(r) && !isLeadingVowel(r)
}

// syllables returns where the syllables of a run of letters begin, the first
// at 0.
func syllables(run string) []int {
	var starts []int
	var bare []bool // the cluster is a consonant alone, or closed by an asat
	led, stacked := false, false
	for i, r := range run {
		switch {
		case isLeadingVowel(r):
			starts, bare = append(starts, i), append(bare, false)
			led = true
		case isSyllableBase(r) && !led && !stacked:
			starts, bare = append(starts, i), append(bare, true)
		case isSyllableBase(r):
			led = false
		case len(starts) == 0:
			starts, bare = append(starts, i), append(bare, false)
		case r != myanmarAsat:
			bare[len(bare)-1] = false
		}
		stacked = r == khmerCoeng || r == myanmarVirama
	}
	out := starts[:0]
	for i, s := range starts {
		if i == 0 || !bare[i] {
			out = append(out, s)
		}
	}
	return out
}
