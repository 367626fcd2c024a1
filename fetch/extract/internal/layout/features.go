package layout

import (
	"math"
	"math/bits"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html/atom"

	"github.com/kilas-news/kilas"
)

// Evidence is what the page's metadata says about its text.
type Evidence struct {
	Title string
	Dek   string
	Body  string // the articleBody of JSON-LD
}

// Features returns a row of numbers for each block: what it looks like (form),
// what parts its ancestors play (roles), how the blocks around it and those of
// the same look are (surroundings), and how it relates to the title and other
// evidence. The rows all have the same meaning and length on every page.
func (d *Document) Features(ev Evidence) [][]float32 {
	f := d.newFeaturizer(ev)
	rows := make([][]float32, len(d.Blocks))
	for i := range d.Blocks {
		f.row = make([]float32, 0, 128)
		f.form(i)
		f.roles(i)
		f.surroundings(i)
		f.look(i)
		f.evidence(i)
		rows[i] = f.row
	}
	return rows
}

// featurizer computes the rows of one document.
type featurizer struct {
	*Document
	row    []float32
	ev     Evidence
	folded []string // the blocks' texts
	copies map[string]int
	groups map[string]*group
	member []*group // group of each block
	total  int      // runes of the page
	title  int      // block with the title, -1 if none
	body   string   // folded articleBody
	dek    string
}

// maxBodyBytes is how much of articleBody blocks are looked up in.
const maxBodyBytes = 60_000

// group gathers the blocks that look alike: the same tags and classes up to
// the grandparent.
type group struct{ blocks, runes, linkRunes, words, stops int }

func (d *Document) newFeaturizer(ev Evidence) *featurizer {
	f := &featurizer{
		Document: d, ev: ev, copies: map[string]int{}, groups: map[string]*group{}, title: -1,
		folded: make([]string, len(d.Blocks)), member: make([]*group, len(d.Blocks)),
		total: max(1, d.Runes(0, len(d.Blocks))), body: Fold(ev.Body[:min(len(ev.Body), maxBodyBytes)]), dek: Fold(ev.Dek),
	}
	title, best := Fold(ev.Title), 0.5
	for i := range d.Blocks {
		b := &d.Blocks[i]
		f.folded[i] = Fold(b.Text)
		f.copies[f.folded[i]]++
		key := f.path(b.Element)
		g := f.groups[key]
		if g == nil {
			g = &group{}
			f.groups[key] = g
		}
		g.blocks++
		g.runes += b.Runes
		g.linkRunes += b.LinkRunes
		g.words += b.Words
		g.stops += b.Stops
		f.member[i] = g
		if b.Runes > 3*len(title)+20 {
			continue
		}
		o := Overlap(f.folded[i], title)
		if b.Kind == kilas.BlockHeading {
			o += 0.1
			if d.Elements[b.Element].Node.DataAtom == atom.H1 {
				o += 0.2
			}
		}
		if o > best {
			best, f.title = o, i
		}
	}
	return f
}

// path is the look of a block: the signatures of its element and of the two
// around it.
func (f *featurizer) path(e int) string {
	var b strings.Builder
	for range 3 {
		if e < 0 {
			break
		}
		b.WriteString(f.Elements[e].signature)
		b.WriteByte('|')
		e = f.Elements[e].Parent
	}
	return b.String()
}

func (f *featurizer) add(v ...float64) {
	for _, x := range v {
		f.row = append(f.row, float32(x))
	}
}

func (f *featurizer) flag(v ...bool) {
	for _, x := range v {
		if x {
			f.row = append(f.row, 1)
		} else {
			f.row = append(f.row, 0)
		}
	}
}

func log(n int) float64 { return math.Log1p(float64(n)) }

func ratio(a, b int) float64 { return float64(a) / float64(max(1, b)) }

// form is what the block itself looks like.
func (f *featurizer) form(i int) {
	b := &f.Blocks[i]
	n := f.Elements[b.Element].Node
	f.add(log(b.Words), log(b.Runes), b.LinkDensity(), float64(min(b.Links, 10)), min(1, ratio(b.BoldRunes, b.Runes)),
		float64(min(b.Stops, 12)), ratio(b.Commas, b.Words), ratio(b.Digits, b.Runes), ratio(b.Uppers, b.Words),
		ratio(b.Runes, b.Words), ratio(b.dense, b.Runes), ratio(b.Stops, b.Words))
	level := 0.0
	if b.Kind == kilas.BlockHeading {
		level = 7
		if len(n.Data) == 2 && n.Data[0] == 'h' {
			level = float64(n.Data[1] - '0')
		}
	}
	f.add(level, float64(f.Elements[b.Element].Depth))
	f.flag(EndsSentence(b.Text), b.Kind == kilas.BlockList, b.Kind == kilas.BlockQuote, b.Kind == kilas.BlockCaption,
		n.DataAtom == atom.P, n.DataAtom == atom.Div, n.DataAtom == atom.Td, n.DataAtom == atom.Li)
	first, _ := utf8.DecodeRuneInString(b.Text)
	last, _ := utf8.DecodeLastRuneInString(b.Text)
	f.flag(unicode.IsUpper(first), unicode.IsDigit(first), last == ':', strings.ContainsAny(b.Text, "|›»>•·"), strings.ContainsAny(b.Text, "©®"), strings.ContainsRune(b.Text, '?'))
	f.flag(b.Words < 60 && isPromo(f.folded[i], b.dense > 0), b.Digits > 2 && b.Words < 40 && dateLike.MatchString(b.Text), strings.ContainsAny(b.Text, "\"“„«「"))
}

var dateLike = regexp.MustCompile(`(?:\d{1,2}[:.]\d{2}|(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-])`)

// roleCount is the number of roles that rows tell apart.
const roleCount = 26

// roles says for each role how near the ancestor is that plays it (3: the
// block's own element, 2: up to two around it, 1: further out, 0: none), and
// how large the outermost part is that is no story by its role. Parts that
// hold most of the page say little: a class may stand for the whole layout.
func (f *featurizer) roles(i int) {
	var near [roleCount]float64
	outermost := 0.0
	bodyShare := 0.0
	for e, hops := f.Blocks[i].Element, 0; e >= 0; e, hops = f.Elements[e].Parent, hops+1 {
		at := &f.Elements[e]
		weight := 1.0
		switch {
		case hops == 0:
			weight = 3
		case hops <= 2:
			weight = 2
		}
		for own := at.Own; own != 0; own &= own - 1 {
			r := bits.TrailingZeros32(uint32(own))
			near[r] = max(near[r], weight)
		}
		if at.Own&notStory != 0 {
			outermost = ratio(f.Runes(at.BlockStart, at.BlockEnd), f.total)
		}
		if at.Own&(RoleBody|RoleMain) != 0 {
			bodyShare = ratio(f.Runes(at.BlockStart, at.BlockEnd), f.total)
		}
	}
	f.add(near[:]...)
	f.add(outermost, bodyShare)
}

const notStory = RoleNav | RoleFooter | RoleAside | RoleRelated | RolePromo | RoleShare | RoleComment | RoleConsent | RoleTags | RoleCard | RoleHidden | RoleAuthor

// surroundings is where the block stands and what stands beside it.
func (f *featurizer) surroundings(i int) {
	b := &f.Blocks[i]
	n := len(f.Blocks)
	f.add(ratio(f.Runes(0, i), f.total), ratio(i, n), log(f.total), log(n), ratio(b.Runes, f.total))
	for e, hops := b.Element, 0; hops < 4; hops++ {
		if e < 0 {
			f.add(0, 0, 0, 0)
			continue
		}
		at := &f.Elements[e]
		s := f.between(at.BlockStart, at.BlockEnd)
		f.add(log(s.runes), ratio(s.linkRunes, s.runes), log(s.long), ratio(s.words, at.BlockEnd-at.BlockStart))
		e = at.Parent
	}
	for _, step := range []int{-3, -2, -1, 1, 2, 3} {
		j := i + step
		if j < 0 || j >= n {
			f.add(-1, -1, -1)
			continue
		}
		o := &f.Blocks[j]
		kin := 0.0
		switch {
		case o.Element == b.Element || f.Elements[o.Element].Parent == f.Elements[b.Element].Parent:
			kin = 2
		case f.member[j] == f.member[i]:
			kin = 1
		}
		f.add(log(o.Words), o.LinkDensity(), kin)
	}
	for _, reach := range []int{5, 12} {
		before, after := f.between(max(0, i-reach), i), f.between(i+1, min(n, i+1+reach))
		f.add(log(before.long), log(after.long), ratio(before.linkRunes, before.runes), ratio(after.linkRunes, after.runes))
	}
}

func (d *Document) between(from, to int) sum {
	from, to = min(from, len(d.Blocks)), min(to, len(d.Blocks))
	a, b := d.sums[from], d.sums[max(from, to)]
	return sum{b.runes - a.runes, b.linkRunes - a.linkRunes, b.words - a.words, b.long - a.long}
}

// look says how the blocks with the same look are, and whether the same text
// comes again.
func (f *featurizer) look(i int) {
	g := f.member[i]
	f.add(log(g.blocks), log(g.runes), ratio(g.words, g.blocks), ratio(g.linkRunes, g.runes), ratio(g.runes, f.total), ratio(g.stops, g.blocks))
	f.add(float64(min(4, f.copies[f.folded[i]])))
}

// evidence relates the block to title, dek and articleBody.
func (f *featurizer) evidence(i int) {
	if f.title < 0 {
		f.add(-99, 0, 0)
	} else {
		lo, hi := min(i, f.title), max(i, f.title)
		f.add(float64(max(-60, min(60, i-f.title))), log(f.Runes(lo, hi)), f.common(i, f.title))
	}
	f.add(Overlap(f.folded[i], f.dek))
	switch {
	case len(f.body) < 200:
		f.add(-1)
	case f.Blocks[i].Runes < 12:
		f.add(0.5)
	default:
		f.add(f.inBody(i))
	}
}

// common is the depth of the innermost element that holds both blocks, as a
// share of the first one's depth.
func (f *featurizer) common(i, j int) float64 {
	e := f.Blocks[i].Element
	depth := f.Elements[e].Depth
	for e >= 0 && (f.Elements[e].BlockStart > j || f.Elements[e].BlockEnd <= j) {
		e = f.Elements[e].Parent
	}
	if e < 0 {
		return 0
	}
	return ratio(f.Elements[e].Depth, depth)
}

// inBody is the share of three pieces of the block that articleBody has.
func (f *featurizer) inBody(i int) float64 {
	t := f.folded[i]
	if strings.Contains(f.body, t) {
		return 1
	}
	found := 0
	for k := range 3 {
		from := k * len(t) / 3
		for from < len(t) && !utf8.RuneStart(t[from]) {
			from++
		}
		to := min(len(t), from+24)
		for to < len(t) && !utf8.RuneStart(t[to]) {
			to++
		}
		if from < to && strings.Contains(f.body, t[from:to]) {
			found++
		}
	}
	return float64(found) / 4
}
