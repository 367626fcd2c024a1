package lexicon

import (
	"strings"

	kilas "github.com/kilas-news/kilas"
)

// Stem takes the most frequent endings off an English word, so that the forms
// of a word meet. It returns nothing for other languages and short words.
func Stem(l kilas.Lang, word string) string {
	if base(l) != "en" || len(word) < 4 {
		return ""
	}
	for _, suffix := range []string{"ings", "ing", "ies", "ied", "es", "ed", "er", "ly", "s", "e", "y"} {
		if rest, ok := strings.CutSuffix(word, suffix); ok && len(rest) >= 3 {
			return rest
		}
	}
	return word
}

// Variants returns other forms under which a dictionary may have a word: of
// Indonesian and Malay, those without clitics and with other verb prefixes.
func Variants(l kilas.Lang, word string) []string {
	switch base(l) {
	case "id", "ms":
		return malayVariants(word)
	case "en":
		return englishVariants(word)
	}
	return nil
}

func englishVariants(word string) []string {
	root := Stem("en", word)
	if root == "" {
		return nil
	}
	return []string{root, root + "e", root + "y", root + "s", root + "ed", root + "ing"}
}

// malayVariants undoes -nya, -lah, -kah and exchanges di-, me- and ber-. What
// is no word is not in the dictionary and does no harm.
func malayVariants(word string) []string {
	var forms []string
	for _, suffix := range []string{"nya", "lah", "kah", "pun", "ku", "mu"} {
		if rest, ok := strings.CutSuffix(word, suffix); ok && len(rest) >= 3 {
			forms = append(forms, rest)
			word = rest
			break
		}
	}
	root, hasPrefix := malayRoot(word)
	if hasPrefix {
		forms = append(forms, root)
	}
	for _, suffix := range []string{"kan", "an", "i"} {
		if rest, ok := strings.CutSuffix(root, suffix); ok && len(rest) >= 3 {
			forms = append(forms, rest)
			forms = append(forms, activeForms(rest+"kan")...)
			break
		}
	}
	return append(forms, activeForms(root)...)
}

func malayRoot(word string) (string, bool) {
	for _, p := range []struct{ prefix, restored string }{
		{"meny", "s"}, {"peny", "s"}, {"menge", ""}, {"meng", ""}, {"peng", ""}, {"mem", ""}, {"pem", ""}, {"men", ""}, {"pen", ""}, {"memper", ""},
		{"diper", ""}, {"di", ""}, {"ber", ""}, {"ter", ""}, {"ke", ""}, {"se", ""}, {"me", ""}, {"pe", ""},
	} {
		if rest, ok := strings.CutPrefix(word, p.prefix); ok && len(rest) >= 3 {
			return p.restored + rest, true
		}
	}
	return word, false
}

// activeForms are the verb forms of a root; the nasal of me- depends on its
// first letter and swallows k, p, s and t.
func activeForms(root string) []string {
	forms := []string{"di" + root, "ber" + root, "ter" + root}
	switch root[0] {
	case 'b', 'f', 'v':
		forms = append(forms, "mem"+root)
	case 'p':
		forms = append(forms, "mem"+root[1:], "mem"+root)
	case 'c', 'd', 'j', 'z':
		forms = append(forms, "men"+root)
	case 't':
		forms = append(forms, "men"+root[1:])
	case 's':
		forms = append(forms, "meny"+root[1:])
	case 'k':
		forms = append(forms, "meng"+root[1:])
	case 'a', 'e', 'g', 'h', 'i', 'o', 'u':
		forms = append(forms, "meng"+root)
	default:
		forms = append(forms, "me"+root)
	}
	return forms
}

func base(l kilas.Lang) string {
	b, _, _ := strings.Cut(string(l), "-")
	return b
}
