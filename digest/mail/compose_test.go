package mail

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/render"
)

// testDigest is a digest of one story, with texts that mail finds hard.
func testDigest() kilas.Digest {
	side := func(l kilas.Lang, article int, text string) kilas.Side {
		return kilas.Side{Lang: l, Text: text, Origin: kilas.OriginQuoted, Article: article, Sentences: []kilas.Span{{Start: 0, End: len(text)}}}
	}
	title := func(l kilas.Lang, article int, text string) kilas.Side {
		return kilas.Side{Lang: l, Text: text, Origin: kilas.OriginQuoted, Article: article, Field: kilas.FieldTitle}
	}
	english := title("en", 2, "Ferry “Kencana” is back in service")
	long := strings.TrimSpace(strings.Repeat("Sebuah kalimat yang sangat panjang = 100% é. ", 60))
	target := side("en", 2, ".A dot begins this line, and\r\n.\r\nthis one too.")
	return kilas.Digest{
		ID: "d", Title: "Kabar pagi", Created: "2026-05-20T06:00:00+07:00",
		Stories: []kilas.Story{{ID: "s", Brief: kilas.Brief{
			SourceLang: "id", TargetLang: "en",
			Title:    kilas.Title{Source: title("id", 1, "Feri Kencana Berlayar Lagi"), Target: &english},
			Articles: []kilas.Article{{Title: "Feri Kencana Berlayar Lagi", Site: "Kabar Anjungan", URL: "https://anjungan.example/feri", Lang: "id"}, {Title: english.Text, Site: "Archipelago Wire", Lang: "en"}},
			Points:   []kilas.Point{{Source: side("id", 1, long), Target: &target}},
		}}},
	}
}

func testOptions() Options {
	return Options{
		From: "Kabar pagi “kilas” <digest@example.org>", To: []string{"siti@example.org", "Bo <bo@bücher.example>"},
		ID: "digest-2026-05-20.a1b2@example.org", Render: render.Options{Generator: "kilas 0.0.1"},
	}
}

func testMessage(t *testing.T) Message {
	t.Helper()
	m, err := Compose(testDigest(), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// readParts parses a message as a mail program does.
func readParts(t *testing.T, raw []byte) (mail.Header, map[string]string) {
	t.Helper()
	msg, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	addPartsOf(t, parts, msg.Header.Get("Content-Type"), msg.Body)
	return msg.Header, parts
}

// addPartsOf reads the parts of a multipart body, those of an attachment by its
// name.
func addPartsOf(t *testing.T, parts map[string]string, contentType string, body io.Reader) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil || kind != "multipart/alternative" && kind != "multipart/mixed" {
		t.Fatalf("content type %q, %v", kind, err)
	}
	reader := multipart.NewReader(body, params["boundary"])
	for {
		part, err := reader.NextRawPart()
		if err == io.EOF {
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		if inner := part.Header.Get("Content-Type"); strings.HasPrefix(inner, "multipart/") {
			addPartsOf(t, parts, inner, part)
			continue
		}
		kind, params, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
		if err != nil || !strings.EqualFold(params["charset"], "utf-8") {
			t.Fatalf("part %q of charset %q, %v", kind, params["charset"], err)
		}
		var body io.Reader
		switch encoding := part.Header.Get("Content-Transfer-Encoding"); encoding {
		case "quoted-printable":
			body = quotedprintable.NewReader(part)
		case "base64":
			body = base64.NewDecoder(base64.StdEncoding, part)
		default:
			t.Fatalf("encoding %q", encoding)
		}
		text, err := io.ReadAll(body)
		if err != nil {
			t.Fatal(err)
		}
		if name := part.FileName(); name != "" {
			kind = name
		}
		parts[kind] = strings.ReplaceAll(string(text), "\r\n", "\n")
	}
}

func TestCompose(t *testing.T) {
	t.Parallel()
	m := testMessage(t)
	header, parts := readParts(t, m.Raw)
	d, opt := testDigest(), testOptions()
	var text, page strings.Builder
	if err := render.DigestText(&text, d, opt.Render); err != nil {
		t.Fatal(err)
	}
	if whole, err := render.DigestMail(&page, d, opt.Render); err != nil || !whole {
		t.Fatalf("whole = %v, %v", whole, err)
	}
	if parts["text/plain"] != text.String() || parts["text/html"] != page.String() || len(parts) != 2 {
		t.Errorf("%d parts, which are not the digest's text and page", len(parts))
	}
	want := map[string]string{
		"Message-Id": "<digest-2026-05-20.a1b2@example.org>", "Date": "Wed, 20 May 2026 06:00:00 +0700", "Mime-Version": "1.0",
		"Auto-Submitted": "auto-generated", "List-Id": "kilas digest <digest.kilas.example.org>", "User-Agent": "kilas 0.0.1",
	}
	for name, value := range want {
		if got := header.Get(name); got != value {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
	subject, err := (&mime.WordDecoder{}).DecodeHeader(header.Get("Subject"))
	if err != nil || subject != "Kabar pagi, 20 May: Ferry “Kencana” is back in service" || subject != m.Subject {
		t.Errorf("subject %q, %v", subject, err)
	}
	to, err := header.AddressList("To")
	if err != nil || fmt.Sprint(to) != `[<siti@example.org> "Bo" <bo@xn--bcher-kva.example>]` {
		t.Errorf("to %v, %v", to, err)
	}
	from, err := header.AddressList("From")
	if err != nil || len(from) != 1 || from[0].Name != "Kabar pagi “kilas”" || from[0].Address != m.From {
		t.Errorf("from %v, %v", from, err)
	}
	if again := testMessage(t); !bytes.Equal(again.Raw, m.Raw) {
		t.Error("the same digest gives another message")
	}
}

// TestComposeLong wants of a digest that mail programs would cut all titles, the
// first stories in full, and the page attached.
func TestComposeLong(t *testing.T) {
	t.Parallel()
	d := testDigest()
	first := d.Stories[0]
	d.Stories = nil
	for i := range 300 {
		s := first
		s.ID, s.Brief.Title.Source.Text = fmt.Sprint(i), fmt.Sprintf("Feri %d", i)
		d.Stories = append(d.Stories, s)
	}
	m, err := Compose(d, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	_, parts := readParts(t, m.Raw)
	var page, text strings.Builder
	if err := render.DigestHTML(&page, d, testOptions().Render); err != nil {
		t.Fatal(err)
	}
	if err := render.DigestText(&text, d, testOptions().Render); err != nil {
		t.Fatal(err)
	}
	if parts["digest-2026-05-20.html"] != page.String() || parts["text/plain"] != text.String() || len(parts) != 3 {
		t.Errorf("%d parts, which are not the text, a page for mail, and the page attached", len(parts))
	}
	shown := parts["text/html"]
	if len(shown) > 102_000 || len(shown) < 50_000 || !strings.Contains(shown, "attached page") {
		t.Errorf("a mail of %d bytes that says %v of the page", len(shown), strings.Contains(shown, "attached page"))
	}
	for i := range d.Stories {
		if !strings.Contains(shown, fmt.Sprintf("Feri %d<", i)) {
			t.Errorf("story %d is not named", i)
		}
	}
	again, err := Compose(d, testOptions())
	if err != nil || !bytes.Equal(again.Raw, m.Raw) {
		t.Errorf("the same digest gives another message (%v)", err)
	}
}

// TestComposeLines holds every message to RFC 5322, 2.1: ASCII, lines of at most
// 998 bytes, and no bare CR or LF.
func TestComposeLines(t *testing.T) {
	t.Parallel()
	d := testDigest()
	d.Title = strings.Repeat("港の古い灯台", 40)
	d.Stories[0].Brief.Points[0].Source.Text = strings.Repeat("灯台", 2000)
	m, err := Compose(d, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	header, _, _ := bytes.Cut(m.Raw, []byte("\r\n\r\n"))
	if bytes.Contains(header, []byte(":\r\n")) {
		t.Error("a header begins with an empty line") // which some filters take for forged
	}
	for i, line := range bytes.Split(m.Raw, []byte("\r\n")) {
		if len(line) > 998 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("line %d has %d bytes or a bare break", i+1, len(line))
		}
		for _, b := range line {
			if b >= 0x80 || b < ' ' && b != '\t' {
				t.Fatalf("line %d has the byte %#x", i+1, b)
			}
		}
	}
	if _, parts := readParts(t, m.Raw); !strings.Contains(parts["text/html"], strings.Repeat("灯台", 2000)) {
		t.Error("the long text did not arrive")
	}
}

// TestComposeHeaderInjection puts headers into everything that a header is made of.
func TestComposeHeaderInjection(t *testing.T) {
	t.Parallel()
	d := testDigest()
	d.Title = "T\r\nBcc: evil@example.net\r\n\r\nbody"
	d.Stories[0].Brief.Title.Target.Text = "x\r\nX-Evil: 1\u202e\x00"
	m, err := Compose(d, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	header, parts := readParts(t, m.Raw)
	if header.Get("Bcc") != "" || header.Get("X-Evil") != "" || len(parts) != 2 {
		t.Errorf("headers were injected: %v", header)
	}
	for _, bad := range []Options{
		{From: "a@b.example\r\nBcc: c@d.example", To: []string{"a@b.example"}, ID: "a@b"},
		{From: "a@b.example", To: []string{"a@b.example\r\nBcc: c@d.example"}, ID: "a@b"},
		{From: "a@b.example", To: []string{"a@b.example"}, ID: "a@b>\r\nX: 1"},
		{From: "a@b.example", To: []string{"a@b.example"}, ID: "a"},
		{From: "a@b.example", ID: "a@b"},
		{From: "nobody", To: []string{"a@b.example"}, ID: "a@b"},
	} {
		if _, err := Compose(d, bad); err == nil {
			t.Errorf("Compose with %+v gives no error", bad)
		}
	}
}

func TestSubject(t *testing.T) {
	t.Parallel()
	story := func(source, target string) kilas.Story {
		s := kilas.Story{Brief: kilas.Brief{Title: kilas.Title{Source: kilas.Side{Text: source}}}}
		if target != "" {
			s.Brief.Title.Target = &kilas.Side{Text: target}
		}
		return s
	}
	at := "2026-05-20T06:00:00+07:00"
	tests := map[string]struct {
		digest  kilas.Digest
		subject string
		want    string
	}{
		"the reader's title": {kilas.Digest{Title: "Pagi", Created: at, Stories: []kilas.Story{story("Banjir", "Flood")}}, "", "Pagi, 20 May: Flood"},
		"one language":       {kilas.Digest{Created: at, Stories: []kilas.Story{story("Banjir\nlagi", "")}}, "", "News digest, 20 May: Banjir lagi"},
		"several":            {kilas.Digest{Title: "Pagi", Created: at, Stories: make([]kilas.Story, 15)}, "", "Pagi, 20 May:  (and 14 more)"},
		"nothing new":        {kilas.Digest{Title: "Pagi", Created: at}, "", "Pagi, 20 May: nothing new"},
		"own":                {kilas.Digest{Title: "Pagi", Created: at}, "Halo\r\nBcc: x", "Halo Bcc: x"},
		"long": {
			kilas.Digest{Title: "Pagi", Created: at, Stories: []kilas.Story{story("", "The committee on the reform of the committees met for the ninth time this year, to no effect"), {}}}, "",
			"Pagi, 20 May: The committee on the reform of the committees met for the… (and 1 more)",
		},
		"long without spaces": {
			kilas.Digest{Title: "朝", Created: at, Stories: []kilas.Story{story(strings.Repeat("灯台", 40), "")}}, "",
			"朝, 20 May: " + strings.Repeat("灯台", 19) + "…",
		},
	}
	for name, tt := range tests {
		if got := subject(tt.digest, Options{Subject: tt.subject}); got != tt.want {
			t.Errorf("%s: subject %q, want %q", name, got, tt.want)
		}
	}
}

// TestEncodeHeader wants lines of at most 76 bytes beside "Subject: ", and what
// decodes to the text.
func TestEncodeHeader(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", "Pagi, 20 May: Flood", "=?UTF-8?q?no?=", "Kabar “pagi” = 100% _ ?", strings.Repeat("港の古い灯台、", 12),
		strings.Repeat("a long subject in plain words ", 4) + "end", "👩‍👩‍👧‍👦 غرق عبّارة صغيرة",
	} {
		encoded := encodeHeader(text)
		for i, line := range strings.Split("Subject: "+encoded, "\r\n") {
			if len(line) > 76 || i > 0 && !strings.HasPrefix(line, " =?") {
				t.Errorf("%q: line %q", text, line)
			}
		}
		header, err := mail.ReadMessage(strings.NewReader("Subject: " + encoded + "\r\n\r\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got, err := (&mime.WordDecoder{}).DecodeHeader(header.Header.Get("Subject")); err != nil || got != text {
			t.Errorf("%q comes back as %q, %v", text, got, err)
		}
	}
}
