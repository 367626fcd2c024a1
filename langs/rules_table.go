package langs

import "github.com/kilas-news/kilas"

var defaultRules = &rules{titles: words("dr prof mr mrs ms st")}

// languageRules are the abbreviations and words of each language, lower case
// and without the final full stop.
var languageRules = map[kilas.Lang]*rules{
	"id": {
		titles:   words("h hj dr drs dra ir prof kh k.h r.a r.m tgk tn ny nn sdr sdri bpk jl jln gg kel kec kab kota kombes kompol akp akbp brigjen irjen komjen mayjen letjen letkol kol lettu mr mrs ms st rp a.n u.p d.a s.d up ust uts ustaz pt cv ptm yth hlm hal"),
		numbered: words("no nomor pasal ps hlm hal rt rw km rp vol bab ayat sk fig gbr tel telp"),
		trailing: words("dll dkk dsb dst tsb tbk ttd red s.h m.h s.e m.si s.t m.t s.pd m.pd s.sos s.ip m.hum ph.d s.ag m.ag s.kom m.kom m.m s.kep m.kes m.a b.a sp.og sp.a sp.pd sp.b a.md s.i.k m.sc b.sc hum inc ltd corp jr sr wib wita wit sh mh swt saw"),
		starters: words("ia dia mereka kami kita saya aku ini itu hal namun tetapi tapi sementara sebelumnya selain menurut dalam pada di dari untuk dengan karena meski meskipun adapun saat ketika setelah hingga para pihak sebuah seorang selanjutnya sedangkan bahkan kemudian lalu akibatnya oleh jika apabila bila sejumlah salah tak tidak juga dan atau sebagai sejak kata tersebut yang hingga sekitar kini begitu berdasarkan"),
		says:     words("kata ujar tutur ucap ungkap jelas tegas tambah imbuh papar terang sebut tulis tanya ujarnya katanya tuturnya ucapnya ungkapnya jelasnya tegasnya tambahnya imbuhnya paparnya terangnya sebutnya tulisnya tanyanya lanjut lanjutnya cetus seru serunya pungkas pungkasnya demikian begitu"),
	},
	"en": {
		titles:   words("mr mrs ms mx dr prof rev fr hon st sen rep gov gen col maj capt cmdr lt sgt cpl pvt adm pres supt det messrs mt ft vs v cf e.g i.e al ald sec treas jan feb mar apr aug sept oct nov dec"),
		numbered: words("no nos p pp vol art ch sec fig figs eq op ver"),
		trailing: words("inc ltd co corp jr sr bros plc llc etc esq u.s u.k u.n e.u d.c a.m p.m ph.d m.d b.a m.a b.sc m.sc n.y calif mass conn ave blvd rd dept est approx min max jan feb mar apr aug sept oct nov dec mon tue wed thu fri sat sun al"),
		starters: words("the a an he she it they we i you his her its their our this that these those there in on at for from by with but and or as if when while after before since because although however so then now no not what who why how where meanwhile according some many most all one two several both each another here under over during about among despite until last police officials"),
		says:     words("said says say asked asks replied told tells added adds explained noted wrote writes shouted stated insisted continued according answered recalled joked warned argued"),
	},
}
