package render

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// ErrNoPairs is returned by [TMX] and [AlignmentTMX] when there is no pair of
// sentences to write. Nothing has been written then.
var ErrNoPairs = errors.New("nothing to write as tmx: no sentence has a counterpart")

// TMX writes the points of briefs as a translation memory, TMX 1.4b (LISA,
// 2005), level 1: plain text without inline elements. A unit has its score,
// what failed checks found, and for each side its origin and address. The titles
// of two articles are not translations of each other, so a title is a unit only
// where one was translated.
func TMX(w io.Writer, briefs []kilas.Brief, opt Options) error {
	var units []tmxUnit
	for i, b := range briefs {
		id := b.ID
		if id == "" {
			id = strconv.Itoa(i + 1)
		}
		units = append(units, briefUnits(id, b)...)
	}
	return writeTMX(w, units, opt)
}

// AlignmentTMX writes the pairs of an alignment as a translation memory.
func AlignmentTMX(w io.Writer, a kilas.Alignment, opt Options) error {
	var units []tmxUnit
	for i, bead := range a.Pairs {
		source, target := joined(a.SourceSentences, bead.Source), joined(a.TargetSentences, bead.Target)
		units = append(units, tmxUnit{
			ID: strconv.Itoa(i + 1), SourceLang: tmxLang(a.SourceLang), Segmentation: segmentation(len(bead.Source), len(bead.Target)),
			Props:    []tmxProp{{Type: "x-score", Text: score(bead.Score)}},
			Variants: []tmxVariant{{Lang: tmxLang(a.SourceLang), Text: source}, {Lang: tmxLang(a.TargetLang), Text: target}},
		})
	}
	return writeTMX(w, units, opt)
}

func briefUnits(id string, b kilas.Brief) []tmxUnit {
	var units []tmxUnit
	if t := b.Title.Target; t != nil && t.Origin != kilas.OriginQuoted {
		units = append(units, briefUnit(b, id+"-title", b.Title.Source, *t))
	}
	for i, p := range b.Points {
		if p.Target == nil {
			continue
		}
		u := briefUnit(b, fmt.Sprintf("%s-%d", id, i+1), p.Source, *p.Target)
		for _, c := range p.Checks {
			if !c.OK {
				u.Notes = append(u.Notes, problem(c))
			}
		}
		u.Props = append(u.Props, tmxProp{Type: "x-score", Text: score(p.Score)})
		units = append(units, u)
	}
	return units
}

func briefUnit(b kilas.Brief, id string, source, target kilas.Side) tmxUnit {
	u := tmxUnit{
		ID: clean(id), SourceLang: tmxLang(source.Lang), Created: tmxTime(b.Created),
		Segmentation: segmentation(len(source.Sentences), len(target.Sentences)),
	}
	for _, s := range []kilas.Side{source, target} {
		v := tmxVariant{Lang: tmxLang(s.Lang), Text: clean(s.Text)}
		v.Props = append(v.Props, tmxProp{Type: "x-origin", Text: clean(string(s.Origin))})
		if s.By != "" {
			v.Props = append(v.Props, tmxProp{Type: "x-by", Text: clean(s.By)})
		}
		if s.Article >= 1 && s.Article <= len(b.Articles) {
			v.Props = append(v.Props, tmxProp{Type: "x-address", Text: clean(address(b.Articles[s.Article-1]))})
		}
		u.Variants = append(u.Variants, v)
	}
	return u
}

// segmentation says when a segment is no single sentence, as the header has it.
func segmentation(sentences ...int) string {
	for _, n := range sentences {
		if n > 1 {
			return "block"
		}
	}
	return ""
}

func joined(list []kilas.Sentence, indexes []int) string {
	texts := make([]string, len(indexes))
	for i, at := range indexes {
		texts[i] = list[at].Text
	}
	return clean(strings.Join(texts, " "))
}

// tmxLang writes a tag for xml:lang, "und" (RFC 5646, 4.1) when it is unknown.
func tmxLang(l kilas.Lang) string {
	if l == "" {
		return "und"
	}
	return clean(string(l))
}

// tmxTime writes a time as TMX wants it: ISO 8601 in its basic format, in UTC.
func tmxTime(s string) string {
	t, err := time.Parse(time.RFC3339, s)
	if err != nil {
		return ""
	}
	return t.UTC().Format("20060102T150405Z")
}

func writeTMX(w io.Writer, units []tmxUnit, opt Options) error {
	if len(units) == 0 {
		return ErrNoPairs
	}
	name, version := opt.program()
	doc := tmxDocument{Version: "1.4", Header: tmxHeader{
		Tool: name, ToolVersion: version, Segmentation: "sentence", Format: "kilas",
		AdminLang: "en", SourceLang: units[0].SourceLang, DataType: "plaintext", Created: units[0].Created,
	}, Units: units}
	for _, u := range units {
		if u.SourceLang != doc.Header.SourceLang {
			doc.Header.SourceLang = "*all*"
		}
	}
	out, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		return fmt.Errorf("encode tmx: %w", err)
	}
	_, err = fmt.Fprintf(w, "%s<!DOCTYPE tmx SYSTEM \"tmx14.dtd\">\n%s\n", xml.Header, out)
	return err
}
