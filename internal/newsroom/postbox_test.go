package newsroom

import (
	"net/smtp"
	"reflect"
	"strings"
	"testing"
)

const letter = "Message-ID: <a@b.example>\r\nSubject: =?utf-8?q?Caf=C3=A9?=\r\nMIME-Version: 1.0\r\n" +
	"Content-Type: multipart/alternative; boundary=x\r\n\r\n" +
	"--x\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" +
	"one: http://news01.example/2026/03/05/be=\r\nrita-0012?a=3Db http://news01.example/2026/03/05/berita-0012\r\n" +
	"--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<a href=\"http://news02.example/2026/03/05/story-0013\">x</a>\r\n--x--\r\n"

func TestPostbox(t *testing.T) {
	t.Parallel()
	p, err := OpenPostbox()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	for _, tt := range []struct {
		mood Mood
		sent bool
		kept int // in all
	}{{Deaf, false, 0}, {Cut, false, 0}, {Full, false, 0}, {Well, true, 1}, {Speechless, false, 2}, {Well, true, 3}} {
		p.Set(tt.mood)
		err := smtp.SendMail(p.Address, nil, "a@b.example", []string{"c@d.example"}, []byte(letter+strings.Repeat("x\r\n", 1000)))
		if (err == nil) != tt.sent {
			t.Errorf("mood %d: error %v, want sent %t", tt.mood, err, tt.sent)
		}
		kept, err := p.Letters()
		if err != nil || len(kept) != tt.kept {
			t.Errorf("mood %d: %d letters kept (%v), want %d", tt.mood, len(kept), err, tt.kept)
		}
	}
	kept, err := p.Letters()
	if err != nil {
		t.Fatal(err)
	}
	want := Letter{ID: "<a@b.example>", To: []string{"c@d.example"}, Subject: "Café", Articles: []string{"http://news01.example/2026/03/05/berita-0012"}}
	if !reflect.DeepEqual(kept[0], want) {
		t.Errorf("letter = %+v, want %+v", kept[0], want)
	}
}
