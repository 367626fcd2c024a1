package decode

import (
	"strings"
	"testing"

	"golang.org/x/net/html/charset"
)

// Feeds in each encoding, declared rightly, not at all, and as something else.
func TestXML(t *testing.T) {
	t.Parallel()
	samples := map[string]string{
		"windows-1251": "Первый трамвай прошёл по набережной в понедельник утром, и линию, которую закрыли из-за оползня, обещали восстановить.",
		"koi8-r":       "Первый трамвай прошёл по набережной в понедельник утром, и линию, которую закрыли из-за оползня, обещали восстановить.",
		"windows-1253": "Το πρώτο τραμ πέρασε από την παραλία τη Δευτέρα το πρωί, και η γραμμή που έκλεισε θα λειτουργεί κάθε μέρα.",
		"big5":         "圖書館上週起試行夜間開放，閉館時間由晚上六點延長到十一點，首週夜間共接待讀者九千多人次，其中六成是年輕人。",
		"gbk":          "图书馆上周起试行夜间开放，闭馆时间由晚上六点延长到十一点，首周夜间共接待读者九千多人次，其中六成是年轻人。",
		"shift_jis":    "図書館は先週から夜間の開館を試しており、閉館の時刻は午後六時から十一時に延びました。最初の一週間に九千人を超えました。",
		"euc-kr":       "도서관은 지난주부터 야간 개관을 시범 운영하고 있으며, 문을 닫는 시간이 오후 여섯 시에서 열한 시로 늦춰졌다.",
		"windows-1252": "Le conseil a dit lundi que le vieux pont fermera pendant huit semaines, et qu’un bac mènera les piétons d’une rive à l’autre jusqu’à l’été.",
		"utf-8":        "Первый трамвай прошёл по набережной в понедельник утром, и линию обещали восстановить.",
	}
	for name, text := range samples {
		for _, declared := range []string{name, "", "utf-8", "windows-1252", "iso-8859-1"} {
			for _, header := range []string{"application/xml", "text/xml; charset=utf-8", "text/xml; charset=ISO-8859-1", "text/xml; charset=no-such-thing"} {
				t.Run(name+" as "+declared+" in "+header, func(t *testing.T) {
					t.Parallel()
					declaration := "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>\n"
					if declared == "" {
						declaration = "<?xml version=\"1.0\"?>\n"
					}
					doc := declaration + "<rss version=\"2.0\"><channel><title>News</title>" + strings.Repeat("<item><title>"+text+"</title></item>", 3) + "</channel></rss>"
					e, _ := charset.Lookup(name)
					if e == nil {
						t.Fatalf("no encoding %s", name)
					}
					body, err := e.NewEncoder().Bytes([]byte(doc))
					if err != nil {
						t.Fatal(err)
					}
					if got := string(XML(body, header)); !strings.Contains(got, text) {
						t.Errorf("XML = %.200q, want it to have %q", got, text)
					}
				})
			}
		}
	}
}

// Encodings that say nothing against themselves are taken at their word.
func TestXMLDeclared(t *testing.T) {
	t.Parallel()
	const text = "Pierwszy tramwaj przejechał nabrzeżem, a linię zamkniętą po osunięciu się ziemi obiecywano odbudować."
	e, _ := charset.Lookup("iso-8859-2")
	body, err := e.NewEncoder().Bytes([]byte(`<?xml version="1.0" encoding="ISO-8859-2"?><rss><channel><title>` + text + `</title></channel></rss>`))
	if err != nil {
		t.Fatal(err)
	}
	for _, header := range []string{"", "text/xml", "application/rss+xml; charset=ISO-8859-1"} {
		if got := string(XML(body, header)); !strings.Contains(got, text) {
			t.Errorf("XML with header %q = %q", header, got)
		}
	}
}

// A feed in UTF-8 with a few bytes of something else stays UTF-8.
func TestXMLGlued(t *testing.T) {
	t.Parallel()
	const text = "Le conseil a dit que le vieux pont fermera à l’été, et qu’un bac mènera les piétons."
	body := []byte(`<?xml version="1.0" encoding="utf-8"?><rss><channel><title>` + strings.Repeat(text, 5) + "caf\xe9</title></channel></rss>")
	if got := string(XML(body, "")); !strings.Contains(got, text) {
		t.Errorf("XML = %q", got)
	}
}
