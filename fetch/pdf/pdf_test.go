package pdf

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kilas-news/kilas"
)

// reader is shared, since PDFium takes its time to start.
var reader = sync.OnceValue(NewReader)

func read(t *testing.T, file []byte) Document {
	t.Helper()
	d, err := reader().Read(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const title = "Harbour town counts the cost of its flood"

// TestRead: what typesetters do to a text is undone.
func TestRead(t *testing.T) {
	t.Parallel()
	paragraph := func(texts ...string) []Block {
		var out []Block
		for _, x := range texts {
			out = append(out, Block{kilas.BlockParagraph, x})
		}
		return out
	}
	head := []set{{24, 50, 780, title}}
	for name, tc := range map[string]struct {
		doc  document
		want Document
	}{
		"paragraphs parted by a gap": {
			document{pages: [][]set{slices.Concat(head,
				lines(10, 50, 740, 12, "The water came at night, and by the morning the lower part", "of the town stood under two metres of it, the mayor said."),
				lines(10, 50, 708, 12, "Firefighters brought three hundred people to safety in boats", "before the sun was up. Nobody had forecast so much rain."))}},
			Document{Title: title, Blocks: paragraph(
				"The water came at night, and by the morning the lower part of the town stood under two metres of it, the mayor said.",
				"Firefighters brought three hundred people to safety in boats before the sun was up. Nobody had forecast so much rain.")},
		},
		"paragraphs parted by an indent": {
			document{pages: [][]set{slices.Concat(head,
				lines(10, 62, 740, 12, "The water came at night, and by the morning the lower"), lines(10, 50, 728, 12, "part of the town stood under two metres of it, she said."),
				lines(10, 62, 716, 12, "Firefighters brought three hundred people to safety in"), lines(10, 50, 704, 12, "boats before the sun was up. Nobody had forecast it now."))}},
			Document{Title: title, Blocks: paragraph(
				"The water came at night, and by the morning the lower part of the town stood under two metres of it, she said.",
				"Firefighters brought three hundred people to safety in boats before the sun was up. Nobody had forecast it now.")},
		},
		"words parted at the ends of lines": {
			document{pages: [][]set{slices.Concat(head,
				lines(10, 50, 740, 12, "The administration of the town rejected accusations of negli-", "gence on Wednesday, and promised a well-planned recon-", "struction of the harbour, which 12-", "year-olds had drawn."))}},
			Document{Title: title, Blocks: paragraph("The administration of the town rejected accusations of negligence on Wednesday, and promised a well-planned reconstruction of the harbour, which 12- year-olds had drawn.")},
		},
		"two columns and two pages": {
			document{pages: [][]set{
				slices.Concat(head,
					lines(10, 50, 740, 12, "The water came at night, and by the", "morning the lower part of the town"),
					lines(10, 300, 740, 12, "stood under two metres of it, the", "mayor of the town said, while the")),
				lines(10, 50, 780, 12, "firefighters brought hundreds of", "people to safety in their boats."),
			}},
			Document{Title: title, Blocks: paragraph("The water came at night, and by the morning the lower part of the town stood under two metres of it, the mayor of the town said, while the firefighters brought hundreds of people to safety in their boats.")},
		},
		"furniture of pages": {
			document{pages: [][]set{
				slices.Concat([]set{{8, 50, 820, "The Harbour Post, Wednesday, page 4"}}, head,
					lines(10, 50, 740, 12, "The water came at night, and by the morning it stood high."), []set{{8, 50, 30, "4"}}),
				slices.Concat([]set{{8, 50, 820, "The Harbour Post, Wednesday, page 5"}},
					lines(10, 50, 740, 12, "Nobody had forecast so much rain in one night of the year."), []set{{8, 50, 30, "https://post.example/flood 2/2"}, {8, 290, 20, "- 5 -"}}),
			}},
			Document{Title: title, Blocks: paragraph("The water came at night, and by the morning it stood high.", "Nobody had forecast so much rain in one night of the year.")},
		},
		"masthead, byline, heading, list": {
			document{root: "/Lang (en-GB)", info: "/Title (flood_final2.indd)", pages: [][]set{slices.Concat(
				[]set{{9, 50, 800, "THE HARBOUR POST"}, {24, 50, 760, "Harbour town counts"}, {24, 50, 732, "the cost of its flood"}, {10, 50, 710, "By Anna Example"}},
				lines(10, 50, 680, 12, "The water came at night, and by the morning the lower part", "of the town stood under two metres of it, the mayor said."),
				[]set{{14, 50, 640, "What is known"}},
				lines(10, 50, 620, 12, "\x95 Three hundred people were brought to safety in boats", "before the sun was up.", "\x95 Nobody was hurt."))}},
			Document{Title: title, Byline: "Anna Example", Lang: "en-GB", Blocks: []Block{
				{kilas.BlockParagraph, "The water came at night, and by the morning the lower part of the town stood under two metres of it, the mayor said."},
				{kilas.BlockHeading, "What is known"},
				{kilas.BlockList, "Three hundred people were brought to safety in boats before the sun was up."},
				{kilas.BlockList, "Nobody was hurt."},
			}},
		},
		"title by name only": {
			document{info: "/Title (Harbour town counts the cost of its flood) /Author (Anna Example)", pages: [][]set{
				lines(10, 50, 740, 12, "The water came at night, and by the morning it was high.", "Anna Example was there.")}},
			Document{Title: title, Byline: "Anna Example", Blocks: paragraph("The water came at night, and by the morning it was high. Anna Example was there.")},
		},
		"no title": {
			document{info: "/Title (Microsoft Word - flood.docx) /Author (user)", pages: [][]set{lines(10, 50, 740, 12, "The water came at night, and by the morning it was high.")}},
			Document{Blocks: paragraph("The water came at night, and by the morning it was high.")},
		},
		"letters beyond ASCII": {
			document{pages: [][]set{slices.Concat(head, lines(10, 50, 740, 12, "Der B\xfcrgermeister sagte: \x84Das Wasser stand h\xf6her als je.\x93"))}},
			Document{Title: title, Blocks: paragraph("Der Bürgermeister sagte: „Das Wasser stand höher als je.“")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tc.want, read(t, tc.doc.bytes(t))); diff != "" {
				t.Errorf("document (-want +got):\n%s", diff)
			}
		})
	}
}

// TestManyPages: the pages of a book are not all read.
func TestManyPages(t *testing.T) {
	t.Parallel()
	var d document
	for range maxPages + 2 {
		d.pages = append(d.pages, lines(10, 50, 740, 12, "A page like every other page of the book."))
	}
	if got := read(t, d.bytes(t)); !got.Cut || len(got.Blocks) != maxPages {
		t.Errorf("%d blocks, cut %v", len(got.Blocks), got.Cut)
	}
}

// TestHostile: a document that is broken, locked, without text, or made to take
// memory or time, is an error in the end.
func TestHostile(t *testing.T) {
	t.Parallel()
	good := document{pages: [][]set{lines(10, 50, 740, 12, "The water came at night.")}}.bytes(t)
	locked := bytes.Replace(good, []byte("/Info 4 0 R"), []byte("/Info 4 0 R /ID [(a) (b)] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <"+strings.Repeat("a1", 32)+"> /U <"+strings.Repeat("b2", 32)+"> >>"), 1)
	for name, tc := range map[string]struct {
		file []byte
		want error
	}{
		"empty":       {nil, ErrDamaged},
		"header only": {[]byte("%PDF-1.7\n"), ErrDamaged},
		"no pages":    {[]byte("%PDF-1.7\ntrailer << /Root 1 0 R >>\n1 0 obj << /Type /Catalog >> endobj"), ErrDamaged},
		"locked":      {locked, ErrLocked},
		"no text":     {assemble(t, "", "", [][]byte{[]byte("0 0 100 100 re f")}), ErrNoText},
		"bomb":        {assemble(t, "", "", [][]byte{make([]byte, 64<<20)}), nil},
		"circle":      {bytes.Replace(good, []byte("/Kids [5 0 R ]"), []byte("/Kids [2 0 R ]"), 1), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r, limit := reader(), 5*time.Minute
			if name == "bomb" { // which may take all that it gets
				r, limit = NewReader(), 10*time.Second
			}
			ctx, cancel := context.WithTimeout(context.Background(), limit)
			defer cancel()
			d, err := r.Read(ctx, tc.file)
			if err == nil || tc.want != nil && !errors.Is(err, tc.want) {
				t.Errorf("%+v, %v; want %v", d, err, tc.want)
			}
		})
	}
}

// TestDeadline: reading ends with its context, also in the middle.
func TestDeadline(t *testing.T) {
	t.Parallel()
	r := NewReader()
	busy := assemble(t, "", "", [][]byte{bytes.Repeat([]byte("BT /F 1 Tf 1 1 Td (xxxxxxxxxxxxxxxxxxxxxxxxxxxxxx) Tj ET\n"), 30_000)})
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if _, err := r.Read(ctx, busy); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("%v, want the deadline", err)
	}
	read(t, document{pages: [][]set{lines(10, 50, 740, 12, "The water came at night.")}}.bytes(t))
}

// TestShapedWriting: what comes out in another order than it went in is refused.
func TestShapedWriting(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"The water came at night": true, "周三凌晨,暴雨袭击了这座港口城市": true, "Вода пришла ночью": true, "Το νερό ήρθε τη νύχτα": true, "물은 밤에 왔다": true,
		"وصلت المياه ليلا": false, "המים הגיעו בלילה": false, "น้ำมาในเวลากลางคืน": false, "पानी रात में आया": false,
		"The word سلام is in an English sentence about words": true, "12345 67": false,
	} {
		if got := readable([]block{{text: text}}); got != want {
			t.Errorf("readable(%q) = %v, want %v", text, got, want)
		}
	}
}

// FuzzRead: whatever a file holds, it is read or refused in time.
func FuzzRead(f *testing.F) {
	f.Add(document{info: "/Title (T)", pages: [][]set{lines(10, 50, 740, 12, "The water came", "at night.")}}.bytes(f))
	f.Add([]byte("%PDF-1.7\n"))
	r := reader()
	f.Fuzz(func(t *testing.T, file []byte) {
		ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
		defer cancel()
		d, err := r.Read(ctx, file)
		if err == nil && len(d.Blocks) == 0 && d.Title == "" {
			t.Errorf("no error and no text: %+v", d)
		}
	})
}
