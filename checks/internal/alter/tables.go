package alter

import "regexp"

var scales = map[string][][]string{
	"en": {{"million", "billion", "trillion"}, {"millions", "billions", "trillions"}, {"hundreds", "thousands", "millions"}},
	"id": {{"juta", "miliar", "triliun"}, {"jutaan", "miliaran", "triliunan"}, {"ratusan", "ribuan", "jutaan"}},
}

var units = map[string][][]string{
	"en": {
		{"km", "miles", "meters", "feet"}, {"kilometers", "miles", "metres"}, {"kg", "pounds", "tons"},
		{"years", "months", "weeks", "days"}, {"hours", "minutes", "days"}, {"dollars", "euros", "yen"}, {"percent", "points"},
	},
	"id": {
		{"km", "mil", "meter", "kaki"}, {"kilometer", "mil", "meter"}, {"kg", "pon", "ton"},
		{"tahun", "bulan", "pekan", "hari"}, {"jam", "menit", "hari"}, {"dolar", "euro", "yen"}, {"persen", "poin"},
	},
}

var dates = map[string][][]string{
	"en": {
		{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
		{"January", "February", "April", "June", "July", "August", "September", "October", "November", "December"},
	},
	"id": {
		{"Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"},
		{"Januari", "Februari", "April", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"},
	},
}

var countries = map[string][][]string{
	"en": {{"Germany", "France", "Japan", "Egypt", "Greece", "Spain", "Brazil", "Mexico", "Norway", "Hungary", "Cambodia", "Singapore", "Australia", "India", "Russia", "Iraq", "Italy"}},
	"id": {{"Jerman", "Prancis", "Jepang", "Mesir", "Yunani", "Spanyol", "Brasil", "Meksiko", "Norwegia", "Hongaria", "Kamboja", "Singapura", "Australia", "India", "Rusia", "Irak", "Italia"}},
}

// names are of the kind that replaces another one, of persons and places.
var names = []string{
	"Harrington", "Wijaya", "Petrova", "Lindqvist", "Okonkwo", "Marbella", "Dubrovnik", "Kusuma", "Fitzgerald", "Nakamura",
	"Salzburg", "Tanjungpura", "Bernadette", "Guadalupe", "Rasmussen", "Hadiningrat", "Castellano", "Voronezh", "Delacroix", "Simanjuntak",
}

// calendar is the words that are capitalised and spelled alike without being
// names of anybody.
var calendar = []string{"April", "September", "November", "Sunday", "Monday"}

// denials are the plain words of negation.
var denials = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(`(?i)\b(not|never|no longer|cannot|\w+n't|without|no)\b`),
	"id": regexp.MustCompile(`(?i)\b(tidak|bukan|belum|tanpa|tak)\b`),
}

// affirmable is a verb that "not" follows in English and "tidak" precedes in
// Indonesian.
var affirmable = map[string]*regexp.Regexp{
	"en": regexp.MustCompile(` (is|are|was|were|will|would|can|could|has been|have been|should|must) `),
	"id": regexp.MustCompile(` (adalah|akan|bisa|dapat|telah|harus|sudah|menjadi|memiliki|mengatakan|dianggap|merupakan) `),
}
