package decode

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"
)

// A text in each encoding, all at once and after lines that say nothing.
func TestReader(t *testing.T) {
	t.Parallel()
	samples := map[string]string{
		"windows-1251": "Первый трамвай прошёл по набережной в понедельник утром, и линию, которую закрыли из-за оползня, обещали восстановить.",
		"gbk":          "图书馆上周起试行夜间开放，闭馆时间由晚上六点延长到十一点，首周夜间共接待读者九千多人次，其中六成是年轻人。",
		"shift_jis":    "図書館は先週から夜間の開館を試しており、閉館の時刻は午後六時から十一時に延びました。最初の一週間に九千人を超えました。",
		"iso-2022-jp":  "図書館は先週から夜間の開館を試しており、閉館の時刻は午後六時から十一時に延びました。",
		"windows-1252": "Le conseil a dit lundi que le vieux pont fermera à l’été, et qu’un bac mènera les piétons.",
		"utf-16le":     "Le conseil a dit lundi que le vieux pont fermera à l’été.",
		"utf-8":        "Первый трамвай прошёл по набережной. 图书馆上周起试行夜间开放。",
	}
	for name, text := range samples {
		e, _ := charset.Lookup(name)
		for _, before := range []string{"", "Plain words.\n\n"} {
			in, err := e.NewEncoder().String(before + text + "\nNext: " + text + "\n")
			if err != nil {
				t.Fatal(err)
			}
			got, err := io.ReadAll(NewReader(iotest.DataErrReader(strings.NewReader(in))))
			if want := before + text + "\nNext: " + text + "\n"; err != nil || string(got) != want {
				t.Errorf("%s after %q: %q, %v, want %q", name, before, got, err, want)
			}
		}
	}
	marked, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String("Größe\n")
	if err != nil {
		t.Fatal(err)
	}
	for _, in := range []string{marked, "\ufeffGröße\n"} {
		for _, r := range []io.Reader{strings.NewReader(in), iotest.OneByteReader(strings.NewReader(in))} {
			if got, err := io.ReadAll(NewReader(r)); err != nil || string(got) != "Größe\n" {
				t.Errorf("%q: %q, %v", in, got, err)
			}
		}
	}
}

// What has arrived is handed on before more is asked for, UTF-8 that is broken
// somewhere stays UTF-8, and errors come after what was read before them.
func TestReaderStreams(t *testing.T) {
	t.Parallel()
	from, to := io.Pipe()
	r := NewReader(from)
	p := make([]byte, 100)
	for _, line := range []string{"one\n", "zwölf\n", "caf\xe9 Ü\n"} {
		go func() { _, _ = to.Write([]byte(line)) }() // what is read shows whether it came
		if n, err := r.Read(p); err != nil || string(p[:n]) != line {
			t.Errorf("%q: %q, %v", line, p[:n], err)
		}
	}
	broken := errors.New("broken")
	got, err := io.ReadAll(NewReader(io.MultiReader(strings.NewReader("zwölf\n"), iotest.ErrReader(broken))))
	if string(got) != "zwölf\n" || !errors.Is(err, broken) {
		t.Errorf("before an error: %q, %v", got, err)
	}
	if got, err := io.ReadAll(NewReader(strings.NewReader("\x7fELF\x00\x01\x02\xff"))); !errors.Is(err, ErrBinary) {
		t.Errorf("binary: %q, %v", got, err)
	}
	if got, err := io.ReadAll(NewReader(strings.NewReader(""))); err != nil || len(got) != 0 {
		t.Errorf("empty: %q, %v", got, err)
	}
}

// The letters of a language tell encodings apart that differ in a few.
func TestSpelling(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text string }{
		{"windows-1252", "Le président a annoncé jeudi de nouvelles mesures, “très importantes” selon lui — à hauteur de 5 000 €. L’été…"},
		{"windows-1252", "Die Zentralbank hat am Donnerstag die Zinsen gesenkt, sagte der Präsident über die künftige Größe."},
		{"windows-1252", "The bank said it would cut rates — “the first time in two years”, it’s said, at a café."},
		{"windows-1252", "Señor García mañana irá a España, según informó el Ministerio de Educación: ¿será así?"},
		{"windows-1252", "Þetta er í fyrsta sinn sem bankinn lækkar vexti, sagði stjórinn á fimmtudag."},
		{"windows-1254", "Merkez Bankası perşembe günü faiz indirimini açıkladı. Başkan, baskıların azaldığını söyledi."},
		{"windows-1250", "Bank centralny ogłosił w czwartek obniżkę stóp procentowych. Prezes powiedział, że presja osłabła."},
		{"iso-8859-2", "Bank centralny ogłosił w czwartek obniżkę stóp procentowych. Prezes powiedział, że presja wystarczająco osłabła, źle."},
		{"windows-1250", "Centrální banka ve čtvrtek oznámila snížení úrokových sazeb, poprvé po dvou letech, řekl šéf úřadu."},
		{"windows-1250", "A jegybank csütörtökön bejelentette a kamatcsökkentést, először két év után, közölte az elnök, bővült a fűrészelt fa."},
		{"windows-1257", "Centrinis bankas ketvirtadienį paskelbė apie palūkanų mažinimą, pirmą kartą per dvejus metus, sakė šaltinis."},
		{"windows-1256", "أعلن البنك المركزي خفض سعر الفائدة يوم الخميس. وهذه هي المرة الأولى منذ عامين، وقال المحافظ ذلك."},
		{"windows-1255", "הבנק המרכזי הודיע ביום חמישי על הורדת הריבית. זו הפעם הראשונה מזה שנתיים."},
		{"windows-1251", "Президент объявил о новых мерах поддержки экономики во вторник, сообщил министр финансов."},
	} {
		e, _ := charset.Lookup(tt.name)
		in, err := e.NewEncoder().String(tt.text)
		if err != nil {
			t.Fatal(err)
		}
		if got := string(Text([]byte(in), "", false)); got != tt.text {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.text)
		}
	}
}
