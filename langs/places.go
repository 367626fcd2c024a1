package langs

import "strings"

// places are where datelines without an agency are set: the cities of the
// Indonesian and Malaysian press, and capitals. Other words before a dash are
// the beginning of a sentence.
var places = placeSet(`jakarta|jakarta pusat|jakarta selatan|jakarta barat|jakarta timur|jakarta utara|bandung|surabaya|medan|semarang|makassar|palembang|denpasar|bali|solo|
	surakarta|yogyakarta|jogja|malang|bogor|depok|tangerang|tangerang selatan|bekasi|serang|cilegon|cirebon|sukabumi|tasikmalaya|garut|purwakarta|karawang|batam|pekanbaru|padang|
	jambi|bengkulu|bandar lampung|lampung|banda aceh|aceh|pontianak|banjarmasin|balikpapan|samarinda|palangkaraya|tarakan|manado|gorontalo|palu|kendari|mamuju|ambon|ternate|
	jayapura|sorong|manokwari|mimika|merauke|kupang|mataram|lombok|kediri|madiun|jember|banyuwangi|sidoarjo|gresik|mojokerto|tuban|lamongan|bojonegoro|kudus|pati|magelang|
	klaten|sragen|boyolali|sleman|bantul|purwokerto|banyumas|cilacap|tegal|pekalongan|brebes|subang|cianjur|sumedang|kuningan|indramayu|majalengka|binjai|
	kuala lumpur|putrajaya|shah alam|petaling jaya|johor bahru|george town|ipoh|kuching|kota kinabalu|kota bharu|kuala terengganu|kuantan|seremban|melaka|alor setar|
	singapura|singapore|bangkok|manila|hanoi|phnom penh|yangon|vientiane|dili|beijing|shanghai|hong kong|taipei|tokyo|seoul|pyongyang|new delhi|mumbai|dhaka|islamabad|kabul|
	teheran|tehran|baghdad|riyadh|jeddah|mekkah|makkah|madinah|doha|dubai|abu dhabi|beirut|damaskus|damascus|yerusalem|jerusalem|gaza|kairo|cairo|tripoli|nairobi|lagos|
	johannesburg|ankara|istanbul|moskow|moscow|kyiv|kiev|warsawa|warsaw|berlin|wina|vienna|praha|prague|budapest|bukares|athena|athens|roma|rome|milan|vatikan|paris|brussel|
	brussels|amsterdam|den haag|the hague|london|manchester|dublin|oslo|stockholm|kopenhagen|copenhagen|helsinki|madrid|barcelona|lisbon|jenewa|geneva|zurich|bern|washington|
	new york|los angeles|san francisco|chicago|boston|houston|miami|ottawa|toronto|mexico city|havana|brasilia|rio de janeiro|sao paulo|buenos aires|santiago|lima|bogota|caracas|
	canberra|sydney|melbourne|wellington|auckland|pbb|kbrn`)

func placeSet(list string) wordSet {
	set := wordSet{}
	for p := range strings.SplitSeq(list, "|") {
		set[strings.TrimSpace(p)] = struct{}{}
	}
	return set
}
