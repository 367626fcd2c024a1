package langs

// ActiveForms returns the forms that a bare verb of Indonesian or Malay, in
// lower case, may have with the prefix of the active voice, which headlines
// leave out: "pangkas" (cut) is "memangkas" in a sentence. The sounds follow
// Sneddon, Indonesian: A Comprehensive Grammar (1996), 1.5: k, p, s and t are
// lost, in loan words not always, so that there may be two. A word that can't
// be prefixed has none.
func ActiveForms(verb string) []string {
	if len(verb) < minStem {
		return nil
	}
	switch rest := verb[1:]; verb[0] {
	case 'l', 'm', 'n', 'r', 'w', 'y':
		return []string{"me" + verb}
	case 'b', 'f', 'v':
		return []string{"mem" + verb}
	case 'c', 'd', 'j', 'z':
		return []string{"men" + verb}
	case 'a', 'e', 'g', 'h', 'i', 'o', 'u':
		return []string{"meng" + verb}
	case 'p':
		return []string{"mem" + rest, "mem" + verb}
	case 't':
		return []string{"men" + rest, "men" + verb}
	case 's':
		return []string{"meny" + rest, "men" + verb}
	case 'k':
		return []string{"meng" + rest, "meng" + verb}
	}
	return nil
}

// minStem is the length of the shortest stem, in bytes, that is prefixed here;
// shorter ones take the rare form menge-.
const minStem = 4
