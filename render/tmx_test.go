package render

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// tmxRules are the declarations of TMX 1.4b for the elements that a document of
// level 1 can have: what they contain, as an expression over the names of their
// children, and their attributes.
var tmxRules = map[string]struct {
	children string
	text     bool
	required []string
	optional string
}{
	"tmx": {`^header body $`, false, []string{"version"}, ""},
	"header": {`^((note|prop|ude) )*$`, false,
		[]string{"creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"},
		" o-encoding creationdate creationid changedate changeid "},
	"body": {`^(tu )*$`, false, nil, ""},
	"note": {`^$`, true, nil, " o-encoding xml:lang "},
	"prop": {`^$`, true, []string{"type"}, " xml:lang o-encoding "},
	"tu": {`^((note|prop) )*(tuv )+$`, false, nil,
		" tuid o-encoding datatype usagecount lastusagedate creationtool creationtoolversion creationdate creationid changedate segtype changeid o-tmf srclang "},
	"tuv": {`^((note|prop) )*seg $`, false, []string{"xml:lang"},
		" o-encoding datatype usagecount lastusagedate creationtool creationtoolversion creationdate creationid changedate o-tmf changeid "},
	"seg": {`^$`, true, nil, ""},
}

// validateTMX returns what a document has that TMX 1.4b does not allow.
func validateTMX(doc []byte) error {
	type element struct {
		name     string
		children string
	}
	stack := []element{{}}
	d := xml.NewDecoder(bytes.NewReader(doc))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		top := &stack[len(stack)-1]
		switch v := token.(type) {
		case xml.StartElement:
			if err := validAttributes(v); err != nil {
				return err
			}
			top.children += v.Name.Local + " "
			stack = append(stack, element{name: v.Name.Local})
		case xml.EndElement:
			if !regexp.MustCompile(tmxRules[top.name].children).MatchString(top.children) {
				return fmt.Errorf("<%s> contains %s", top.name, top.children)
			}
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if len(bytes.TrimSpace(v)) > 0 && !tmxRules[top.name].text {
				return fmt.Errorf("text in <%s>", top.name)
			}
		}
	}
}

func validAttributes(e xml.StartElement) error {
	rules, ok := tmxRules[e.Name.Local]
	if !ok {
		return fmt.Errorf("there is no <%s>", e.Name.Local)
	}
	has := map[string]string{}
	for _, a := range e.Attr {
		name := a.Name.Local
		if a.Name.Space != "" {
			name = "xml:" + name // the only prefix of TMX
		}
		has[name] = a.Value
	}
	for _, name := range rules.required {
		if has[name] == "" {
			return fmt.Errorf("<%s> lacks %s", e.Name.Local, name)
		}
		delete(has, name)
	}
	for name, value := range has {
		if !strings.Contains(rules.optional, " "+name+" ") {
			return fmt.Errorf("<%s> has no attribute %s", e.Name.Local, name)
		}
		if name == "segtype" && !strings.Contains(" block paragraph sentence phrase ", " "+value+" ") {
			return fmt.Errorf("segtype %q", value)
		}
		if strings.HasSuffix(name, "date") && !regexp.MustCompile(`^\d{8}T\d{6}Z$`).MatchString(value) {
			return fmt.Errorf("%s %q", name, value)
		}
	}
	return nil
}

func TestTMXValid(t *testing.T) {
	t.Parallel()
	for _, name := range cases(t) {
		list := briefs(t, name)
		var got bytes.Buffer
		if err := TMX(&got, list, Options{Generator: `a"b <1>`}); errors.Is(err, ErrNoPairs) {
			continue
		} else if err != nil {
			t.Fatal(err)
		}
		if err := validateTMX(got.Bytes()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		checkSegments(t, list, got.Bytes())
	}
}

// checkSegments compares the segments of a document with the points of briefs.
func checkSegments(t *testing.T, list []kilas.Brief, doc []byte) {
	t.Helper()
	var memory struct {
		Units []struct {
			ID       string `xml:"tuid,attr"`
			Variants []struct {
				Lang string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
				Text string `xml:"seg"`
			} `xml:"tuv"`
		} `xml:"body>tu"`
	}
	if err := xml.Unmarshal(doc, &memory); err != nil {
		t.Fatal(err)
	}
	at := 0
	for _, b := range list {
		for i, p := range b.Points {
			for at < len(memory.Units) && strings.HasSuffix(memory.Units[at].ID, "-title") {
				at++
			}
			if at >= len(memory.Units) {
				t.Fatalf("%s: point %d is missing", b.ID, i+1)
			}
			for k, s := range []kilas.Side{p.Source, *p.Target} {
				v := memory.Units[at].Variants[k]
				if v.Lang != string(s.Lang) || v.Text != clean(s.Text) {
					t.Errorf("%s: point %d is %s %q, want %s %q", b.ID, i+1, v.Lang, v.Text, s.Lang, s.Text)
				}
			}
			at++
		}
	}
}

func TestValidateTMXRefuses(t *testing.T) {
	t.Parallel()
	const good = `<tmx version="1.4"><header creationtool="k" creationtoolversion="1" segtype="sentence" o-tmf="k" adminlang="en" srclang="id" datatype="plaintext"></header><body><tu><tuv xml:lang="id"><seg>a</seg></tuv></tu></body></tmx>`
	if err := validateTMX([]byte(good)); err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{
		{` o-tmf="k"`, ""}, {` xml:lang="id"`, ""}, {`<tu>`, `<tu>x`}, {`<tu>`, `<tu language="id">`},
		{`<seg>a</seg>`, ``}, {`<seg>a</seg>`, `<seg>a</seg><prop type="x">y</prop>`}, {`<tu>`, `<tu segtype="word">`}, {`<seg>a`, `<seg><b/>a`},
	} {
		if err := validateTMX([]byte(strings.Replace(good, change[0], change[1], 1))); err == nil {
			t.Errorf("%q for %q is accepted", change[1], change[0])
		}
	}
}

func TestTMXSourceLanguages(t *testing.T) {
	t.Parallel()
	var got strings.Builder
	if err := TMX(&got, append(briefs(t, "flood"), briefs(t, "arabic")...), Options{}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(got.String(), ` srclang="*all*" `) {
		t.Error("a memory of two source languages does not say so")
	}
}

func TestAlignment(t *testing.T) {
	t.Parallel()
	a := kilas.Alignment{
		SourceLang: "id",
		SourceSentences: []kilas.Sentence{
			{Text: "Satu."}, {Text: "Dua\ttiga."}, {Text: "Empat."},
		},
		TargetSentences: []kilas.Sentence{{Text: "Two & three."}, {Text: "One."}},
		Pairs: []kilas.Bead{
			{Source: []int{0}, Target: []int{1}, Score: 0.9},
			{Source: []int{1, 2}, Target: []int{0}, Score: 0.456},
		},
	}
	var tmx bytes.Buffer
	if err := AlignmentTMX(&tmx, a, Options{}); err != nil {
		t.Fatal(err)
	}
	if err := validateTMX(tmx.Bytes()); err != nil {
		t.Error(err)
	}
	for _, want := range []string{`xml:lang="und"`, `segtype="block"`, "<seg>Two &amp; three.</seg>", "<seg>Dua tiga. Empat.</seg>"} {
		if !strings.Contains(tmx.String(), want) {
			t.Errorf("TMX lacks %s", want)
		}
	}
	var tsv strings.Builder
	if err := AlignmentTSV(&tsv, a, Options{}); err != nil {
		t.Fatal(err)
	}
	if want := "Satu.\tOne.\t0.90\nDua tiga. Empat.\tTwo & three.\t0.46\n"; tsv.String() != want {
		t.Errorf("TSV = %q, want %q", tsv.String(), want)
	}
	if err := AlignmentTMX(io.Discard, kilas.Alignment{}, Options{}); !errors.Is(err, ErrNoPairs) {
		t.Errorf("no pairs: %v, want %v", err, ErrNoPairs)
	}
}
