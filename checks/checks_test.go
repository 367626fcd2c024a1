package checks

import (
	"slices"
	"testing"

	kilas "github.com/kilas-news/kilas"
)

var names = []string{Numbers, Dates, Names, Quotes, Negation, Language, Length}

func failed(list []kilas.Check) []string {
	var failed []string
	for _, c := range list {
		if !c.OK {
			failed = append(failed, c.Name)
		}
	}
	return failed
}

func TestPair(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name   string
		lang   kilas.Lang
		source string
		target string // English
		fail   []string
	}{
		{"scale in words and digits", "id", "Kerugian mencapai 1,5 juta dolar.", "Losses reached 1,500,000 dollars.", nil},
		{"scale changed", "id", "Kerugian mencapai 1,5 juta dolar.", "Losses reached 1.5 billion dollars.", []string{Numbers}},
		{"vague scale changed", "id", "Ribuan warga mengungsi ke sekolah.", "Millions of residents fled to schools.", []string{Numbers}},
		{"compound words", "id", "Dua puluh lima rumah rusak dan seratus dua belas warga mengungsi.", "Twenty-five houses were damaged and 112 residents fled.", nil},
		{"ordinal and century", "id", "Benteng abad ke-17 itu juga menempati peringkat kesepuluh.", "The 17th-century fort also ranks tenth.", nil},
		{"clock", "id", "Acara dimulai pukul 16.30 di aula kampus.", "The event starts at 4:30 p.m. in the campus hall.", nil},
		{"decade", "id", "Lagu dari tahun 1990-an itu populer lagi.", "The song from the 1990s is popular again.", nil},
		{"currency signs", "id", "Harganya Rp15.000 atau sekitar 1 dolar.", "It costs 15,000 rupiah, or about $1.", nil},
		{"unit changed", "id", "Jaraknya 40 kilometer dari kota.", "It is 40 miles from the city.", []string{Numbers}},
		{"basis points", "id", "Suku bunga turun 25 basis poin menjadi 4,75 persen.", "Four of nine members objected as the rate fell by a quarter of a percentage point, to 4.75%.", nil},
		{"other basis points", "id", "Suku bunga turun 25 basis poin menjadi 4,75 persen.", "The rate fell by 50 basis points, to 4.75%.", []string{Numbers}},
		{"unit converted", "id", "Badai berada 4.800 km dari pantai.", "The storm is 3,000 miles off the coast.", nil},
		{"number added", "id", "Beberapa orang terluka dalam kecelakaan di jalan tol itu.", "Some 17 people were hurt in the accident on the road.", []string{Numbers}},
		{"name with a number left out", "id", "Perusahaan itu menutup akses para pengembang ke modelnya pada hari Jumat.", "The firm closed the access that developers of XPT-5 had to its model.", nil},
		{"name with another number", "id", "Perusahaan itu memakai XPT-4 untuk melatih modelnya sejak bulan lalu.", "The firm has used XPT-5 to train its model since last month.", []string{Numbers}},
		{"numeric date", "id", "Laporan itu terbit pada Senin (4/8/2025).", "The report came out on Monday, August 4.", nil},
		{"weekday of a date", "id", "Rapat digelar pada 4 Agustus 2025.", "The meeting took place on Tuesday, August 4, 2025.", []string{Dates}},
		{"weekday changed", "id", "Rapat digelar pada hari Kamis di Jakarta.", "The meeting took place on Tuesday in Jakarta.", []string{Dates}},
		{"month changed", "id", "Museum dibuka pada 3 Juni.", "The museum opens on July 3.", []string{Dates}},
		{"week is no Sunday", "id", "Ia dirawat dua minggu di rumah sakit.", "He spent two weeks in hospital.", nil},
		{"name changed", "id", "Menurut Hendra, jalan itu rusak.", "According to Bambang, the road is damaged.", []string{Names}},
		{"country translated", "id", "Tim dari Jerman tiba di Yunani.", "A team from Germany arrived in Greece.", nil},
		{"country changed", "id", "Tim dari Jerman tiba di Yunani.", "A team from Germany arrived in Egypt.", []string{Names}},
		{"names swapped", "id", "Kemarin Hendra menuduh pengusaha Bambang di depan hakim.", "Yesterday Bambang accused businessman Hendra before the judge.", []string{Names}},
		{"names swapped, one said twice", "id", "Kemarin Hendra menuduh pengusaha Bambang, dan Bambang diam saja.", "Yesterday Bambang accused businessman Hendra, and Bambang kept quiet.", []string{Names}},
		{"possessor swapped", "id", "Hakim menolak gugatan Hendra terhadap perusahaan Bambang.", "The judge rejected Bambang's suit against the company of Hendra.", []string{Names}},
		{"names swapped in a headline", "id", "Menteri Hendra Tuntut Pengusaha Bambang", "Minister Bambang Sues Businessman Hendra", []string{Names}},
		{"parts of one name in the order of each language", "id", "Kantor Bank Sentral Malindra ditutup.", "The office of the Malindra Central Bank is closed.", nil},
		{"names in the order of each language", "id", "Warga berkumpul di Stadion Merdeka Malang.", "Residents gathered at Malang's Merdeka stadium.", nil},
		{"quotation in a quoted sentence", "id", "\"Ia menyebut rencana itu \"langkah mundur\" bagi desa.\"", "He called the plan a \"step backwards\" for the village.", nil},
		{"quotation exchanged for what is said around it", "id", "Mereka menyebutnya \"pancaran cahaya terang\" karena atom memancarkan cahaya.", "They call it \"a meal for everyone\" because atoms send out a bright light.", []string{Quotes}},
		{"quotation dropped", "id", "\"Kami akan pulang besok pagi,\" kata Sari.", "We will go home tomorrow morning, Sari said.", []string{Quotes}},
		{"quotation exchanged", "id", "\"Kami akan pulang besok pagi,\" kata Sari.", "\"Prices rose because of the drought,\" Sari said.", []string{Quotes}},
		{"negation dropped", "id", "Pemerintah tidak akan menaikkan pajak.", "The government will raise taxes.", []string{Negation}},
		{"negation added", "id", "Pemerintah akan menaikkan pajak.", "The government won't raise taxes.", []string{Negation}},
		{"negation in part", "id", "Mereka tidak memakai saluran umum, melainkan jalur khusus.", "They had used a line of their own, not just the public channel.", nil},
		{"no wonder", "id", "Tidak mengherankan, warga memilih pindah ke kota.", "The residents chose to move to the city.", nil},
		{"innocent", "id", "Ia tidak bersalah, kata hakim.", "He was innocent, the judge said.", nil},
		{"negation in other words", "id", "Ia tidak mampu datang.", "He was unable to come.", nil},
		{"number sign", "id", "Ia menghuni kamar nomor 11.", "He lives in room No. 11.", nil},
		{"untranslated", "id", "Pemerintah daerah akan membangun sekolah baru untuk anak-anak di desa itu.", "Pemerintah daerah akan membangun sekolah baru untuk anak-anak di desa itu.", []string{Language}},
		{"too long", "id", "Hujan turun.", "It rained all day long in the whole of the country, and nobody could say when it would end.", []string{Negation, Length}},
		{"Russian names and numbers", "ru", "Путин встретился с Трампом 15 августа.", "Putin met Trump on August 15.", nil},
		{"Chinese scale", "zh", "该市有300万人口。", "The city has 3 million inhabitants.", nil},
		{"Chinese number changed", "zh", "该市有300万人口。", "The city has 5 million inhabitants.", []string{Numbers}},
		{"Japanese date", "ja", "会議は8月4日に開かれた。", "The meeting was held on August 4.", nil},
		{"Arabic digits", "ar", "أصيب ٢٥ شخصا في الحادث.", "The accident injured 25 people.", nil},
		{"Hindi scale", "hi", "सरकार ने 5 लाख रुपये दिए।", "The government gave 500,000 rupees.", nil},
		{"one language", "en", "The minister spoke to 40 farmers in Malang on Monday.", "On Monday the minister spoke to 40 farmers in Malang.", nil},
		{"one language, number changed", "en", "The minister spoke to 40 farmers in Malang on Monday.", "The minister spoke to 60 farmers in Malang.", []string{Numbers}},
		{"unknown language", "xx", "Lorem 5 ipsum.", "Lorem 5 ipsum.", nil},
		{"empty", "id", "", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			list := Pair(Text{tt.lang, tt.source}, Text{"en", tt.target})
			for k, c := range list {
				if c.Name != names[k] || c.OK != (c.Detail == "") {
					t.Errorf("check %d = %+v, want %s with a detail just when it fails", k, c, names[k])
				}
			}
			if got := failed(list); !slices.Equal(got, tt.fail) {
				t.Errorf("Pair(%q, %q) fails %q, want %q", tt.source, tt.target, got, tt.fail)
			}
		})
	}
}

func TestFactsOf(t *testing.T) {
	t.Parallel()
	text := `"Harga naik 5,5 persen," kata Sri Mulyani di Jakarta, Senin (4/8/2025), tanpa merinci.`
	f := FactsOf(Text{"id", text})
	if len(f.Numbers) != 1 || f.Numbers[0].Value != 5.5 || f.Numbers[0].Unit != "percent" || text[f.Numbers[0].Start:f.Numbers[0].End] != "5,5" {
		t.Errorf("numbers = %+v", f.Numbers)
	}
	if len(f.Dates) != 2 || f.Dates[0].Weekday != 1 || f.Dates[1].Day != 4 || f.Dates[1].Month != 8 || f.Dates[1].Year != 2025 {
		t.Errorf("dates = %+v", f.Dates)
	}
	if len(f.Names) != 2 || f.Names[0].Key != "sri mulyani" || f.Names[1].Text != "Jakarta" {
		t.Errorf("names = %+v", f.Names)
	}
	if len(f.Quotes) != 1 || f.Quotes[0].Text != "Harga naik 5,5 persen," || f.Negation != 1 {
		t.Errorf("quotes = %+v, negation %d", f.Quotes, f.Negation)
	}
}

func TestVocabularies(t *testing.T) {
	t.Parallel()
	if len(vocabularies) < 14 {
		t.Fatalf("%d vocabularies, want 14", len(vocabularies))
	}
	for l, load := range vocabularies {
		if v := load(); len(v.roles) == 0 {
			t.Errorf("%s is empty", l)
		}
	}
	for _, bad := range []string{"number one: two", "colour 1: red", "number 1 one"} {
		if _, err := parseVocabulary(bad); err == nil {
			t.Errorf("parseVocabulary(%q) succeeds", bad)
		}
	}
}

// What is found lies in the text, whatever it is.
func FuzzPair(f *testing.F) {
	f.Add("id", "Senin (4/8/2025) 1,5 juta \"x\" ke-2", "en", "8/4, 1.5 million — “x” n't No. 2")
	f.Add("zh", "三十二万人8月4日", "th", "ห้าล้าน ๑๒")
	f.Add("vi", "“", "ja", "1.2.3.4,5'6月日")
	f.Fuzz(func(t *testing.T, la, a, lb, b string) {
		source, target := Text{kilas.Lang(la), a}, Text{kilas.Lang(lb), b}
		if got := Pair(source, target); len(got) != len(names) {
			t.Fatalf("%d checks", len(got))
		}
		facts := FactsOf(source)
		for _, n := range facts.Numbers {
			if n.Start < 0 || n.Start >= n.End || n.End > len(a) {
				t.Errorf("number %+v of %q", n, a)
			}
		}
		for _, d := range facts.Dates {
			if d.Start < 0 || d.Start >= d.End || d.End > len(a) {
				t.Errorf("date %+v of %q", d, a)
			}
		}
		for _, q := range facts.Quotes {
			if q.Start < 0 || q.Start >= q.End || q.End > len(a) {
				t.Errorf("quote %+v of %q", q, a)
			}
		}
	})
}
