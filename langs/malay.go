package langs

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// Indonesian and Malay are one language in two spellings with two vocabularies.
// Models of letters can hardly tell them apart, and text collected from the
// web as Malay is often Indonesian. Words and endings that only one of the two
// uses decide better. The lists leave out words that the other language uses
// too, if only in another sense ("pejabat", "kereta", "boleh", "pusing").

// indonesianOnly are words that Malay spells differently or does not use.
const indonesianOnly = `
	agustus aja ajang aktivitas alias analisis angkot anjlok antisipasi apotek asn azan bagian bahwa bahwasanya balita bandara banget bansos
	bantah bareng basarnas bawaslu bbm beber beberkan beda belasan bepergian berbeda besok bikin bisa bisnis bmkg bnpb bpjs brasil bumd bumn
	bupati buronan bus butuh cagub caleg camat capres cawagub cawapres ceko cewek coba cowok daring deh desember diamankan dibekuk diciduk
	diduga dikutip dilansir dilarikan direktur diresmikan doang dokter dong dosen dpd dpp dpr dprd dpw dugaan dusun ekspor enggak eropa evakuasi
	fans fasilitas finlandia fisik gak ganjil ganteng gedung genap gerindra gimana golkar goreng gubernur gue handphone hanura helm hewan
	himbauan hongaria identitas ilmuwan imbau imbauan imbuhnya impor informasi inggris internasional investasi irak irlandia islandia istri
	italia izin jaksa jelang jelasnya jembatan jenderal jepang juli jumat juni jutaan kabar kabid kabupaten kadis kai kalian kalo kamboja kamis
	kanit kantor kapasitas kapolda kapolres kapolri kapolsek karena kartu karyawan kasat kayak kbri kebutuhan kecamatan kecelakaan kecepatan
	kejagung kejaksaan kejari kejati kelurahan kemacetan kemarin kemendikbud kemenhub kemenkes kemenkeu kendaraan kerabat keren kerumunan
	kesehatan kesulitan ketemu ketimbang ketum kinerja kiper klaim klub kok kominfo kompetisi komunitas kondisi konser korban korsel korut kpk
	kpu kreativitas krl kroasia ktp kualitas kuliner kulkas kursi laga lansia lantai lantaran lebaran letnan lewat liburan listrik lurah luring
	macet mahasiswa makanya mantan maret maroko mau mayoritas meksiko melonjak membeberkan membutuhkan mencoba mendagri mengamankan
	mengantisipasi menghimbau mengklaim mengunduh mengunggah mengungkap menikah menkes menkeu menko mensosialisasikan menurutnya menyebutkan
	merek meringkus meroket miliar minoritas mobil mpr mudik muhammadiyah musik nahdlatul nakes nantinya nanya narkoba nasdem ngga nggak ngomong
	nomer nomor nonton norwegia obat ojek olahraga ormas otoritas pabrik pajak paparnya pariwisata partai pasca pasien paud pdip pedagang pelaku
	pelatih pelayanan pemda pemilu pemkab pemkot pemprov penalti pencurian peneliti pengacara pengadilan pengen penggemar pengobatan pengusaha
	pensiun penyidik penyidikan perawat perbedaan percobaan perindo pernikahan persen pertamina perusahaan pesantren pesepeda petinggi pihaknya
	pileg pilkada pilpres pkb pln pns polandia polda polres polri polsek polusi ponsel populer ppdb ppp prajurit praktik prancis pria prioritas
	provinsi pssi pungkas pungkasnya punya puskesmas putri rektor resmi rp rsud rumania rupanya rupiah salju santri sebagian sebut sebutnya
	sedangkan sekda sekjen selandia selanjutnya selebritas sembako sempat senin sepakbola sepeda sersan sih silakan sinetron siswa situs
	skotlandia sma smk smp snmptn soalnya sontak sore sosialisasi spanyol stabilitas subjek sukses suporter suriah swab swedia swiss taksi
	tandasnya tanggal tapi tawuran tegasnya telepon televisi tentara terdakwa terkait terpopuler tersangka terungkap tim timnas tiongkok tki tni
	toko transaksi transjakarta triliun truk tuturnya uang ucapnya udah ujarnya ukraina unduh unggah ungkap ungkapnya universitas upaya usai
	utang wagub waketum walikota warung wasit wib wisata wisatawan wita wni yaitu yordania`

// malayOnly are words that Indonesian spells differently or does not use.
const malayOnly = `
	abjad aduannya adun ahad ais aktiviti amaran antarabangsa askar autoriti awam awek b40 bahagian baharu bahawa bajet banduan bapa bapanya
	basikal beg bekalan belanjawan berbeza berhampiran berikutan berjangkit berkongsi berkualiti bersemuka bersetuju berterusan bertutur beza
	bilion bn bomba caj caruman cef ciapan cikgu croatia cuba dadah dagangan dalaman dap datin dato datuk dekad dibentang dibincangkan dicipta
	didenda didiami difahamkan digesa dihantar dijadualkan dijangka dijangkiti dikehendaki dikenali dikhuatiri dilaksana dilapor diluluskan
	dimaklumkan dimulakan diorang dipenjarakan diploma diraja dirasmikan direka disaman disember diserbu disiasat disyaki disyorkan ditadbir
	ditewaskan ditubuhkan ditumpaskan diundi dos ejen ekoran eksport elaun empayar entiti eropah fakulti fasa fasiliti filem finland fizikal
	gabenor gerabak guruh haba haiwan hantaran hendaklah hidupan hujung hungary iaitu ianya iceland identiti imej imigresen inggeris insuran
	insurans ireland isnin isteri itali jakim jambatan jangkitan jawapan jawatankuasa jbpm jenama jenayah jeneral jepun jiran jpj julai jumaat
	jurulatih jururawat jurutera juruterbang justeru kad kadangkala kaedah kakitangan kanak kanser kanta kapasiti kasut keberkesanan kebolehan
	kecederaan kekal kelajuan kelmarin kemahiran kemalangan kemas kemboja kempen kemudiannya kenderaan kerana keretapi kerosakan kerusi kes
	kesedaran keselesaan keseronokan kesihatan ketirisan keupayaan kewangan kewujudan khabar khamis khuatir kilang kitorang kkm klinikal kluster
	kompaun komuniti komuter kontraban korang kos kreativiti kritikal kualiti kuantiti kuarantin kwsp lakonan laluan lebuh lebuhraya lemas lesen
	lif loghat lori lorong m40 maghribi mahu mahukan majikan majistret majoriti makcik maklumat mampan manakala mangsa maut meletup meluluskan
	memaklumkan memandangkan membabitkan memperkasa memperkasakan memperuntukkan memulakan menafikan mencadangkan mencipta mencuba mendakwa
	menerusi mengandungi mengekalkan mengelakkan mengesyorkan menggesa menghantar mengikut mengundi mengurangkan menjaringkan mentol menubuhkan
	menyertai menyiasat merangkumi merasmikan merayu merentasi merosakkan mesyuarat minit minoriti mkn moden motosikal muafakat muzik naib nak
	nombor norway ogos olimpik pacuan pakcik palestin pampasan pandemik pangsapuri parlimen parti pasaraya pasport pdrm pegedar peguam pekebun
	pekeliling pelakon pelalu pelancaran pelancongan pelumba pemantapan pembentangan pembonceng pemerkasaan peminjam penambahbaikan pencen
	pencerobohan pendakwa pendakwaan pendedahan peneroka pengerusi penguatkuasa penguatkuasaan pengundi peniaga penjanaan penjaring penjawat
	pensyarah pentadbiran penternak penubuhan penunggang perasmian peratus perbahasan perbezaan percubaan percuma peribadi perkeso perkhidmatan
	perlembagaan perlukan perlumbaan perniagaan persekitaran persekutuan persendirian pertuduhan perubatan peruntukan pesakit pesuruhjaya petrol
	ph pilihanraya pingat pkr poland politikal pps praktikal pramugari prioriti prn pru puak pusingan ragbi rakan rampasan rantau rasmi rasuah
	realiti reka reman ringgit risau romania rundingan rungutan sahaja saintis saiz salji samada saman sastera scotland sebahagian sebarang
	sebat sebenar sebilangan sehinggakan sekiranya sekuriti selalunya selesa sempadan senarai sentiasa sepanyol seramai seronok sesetengah
	sesiapa setakat setiausaha siasatan sihat sindiket siswazah spm sprm stesen stpm suai sukan sukar sungguhpun suspek sweden switzerland syabu
	syarikat syor syria taklimat talian tamadun tarikh taufan teknikal telefon televisyen temasya tempahan tempatan tengahari tentera teorem
	terbaharu tercedera terhad terhempas terkorban ternakan ternampak tertakluk tertuduh teruk terutamanya timbalan tingkap tolok trafik trilion
	tropika tuaian tuanku tubuhkan tular tulat tumpas ubat umno undi universiti upsr urusniaga wabak warganegara yb zohor`

// indonesianRather and malayRather are words of both languages that one of
// them uses several times as often in the news. They count a part.
const (
	indonesianRather = `
	agar bahkan baru belum berbagai dilakukan hal hanya harus hukum kemudian kota lainnya lalu memiliki mengatakan mulai per saat saja sampai
	sejumlah sementara setelah sudah tersebut umum`
	malayRather = `
	apabila bandar beliau berkenaan berkuasa bermaksud bimbang boleh daripada diadakan dibina digantung dijalankan ditahan hendak hospital ialah
	kalangan kampung kawasan keadaan kelihatan kerajaan kerap kumpulan lelaki mahkamah masa melawat memerlukan mempunyai negeri pasukan pejabat
	pelajar pelancong penduduk petang petir polis rm sejuk selepas semalam semasa sen supaya tamat telah terbabit terdapat tinjauan turut
	undang-undang walaupun wang`
)

// malayRatherWeight is the part that words of the latter lists count.
const malayRatherWeight = 0.4

// malayWords are the words of the lists: 1 for Malay, -1 for Indonesian.
type malayWords map[string]float64

func newMalay() malayWords {
	m := malayWords{}
	for _, w := range strings.Fields(indonesianOnly) {
		m[w] = -1
	}
	for _, w := range strings.Fields(malayOnly) {
		m[w] = 1
	}
	for _, w := range strings.Fields(indonesianRather) {
		m[w] = -malayRatherWeight
	}
	for _, w := range strings.Fields(malayRather) {
		m[w] = malayRatherWeight
	}
	return m
}

// of returns what a folded word says: positive for Malay, negative for
// Indonesian. Endings of loanwords differ: "-iti" and "-syen" against "-itas"
// and "-si".
func (m malayWords) of(word string) float64 {
	if v, ok := m[word]; ok {
		return v
	}
	switch n := utf8.RuneCountInString(word); {
	case n < 7:
		return 0
	case strings.HasSuffix(word, "iti") || strings.HasSuffix(word, "syen"):
		return 1
	case strings.HasSuffix(word, "itas"):
		return -1
	}
	return 0
}

// malayNumber returns what the spelling of a number says, as malayWords.of
// does: Malay separates thousands by commas ("1,600"), Indonesian by full
// stops ("1.600"), and decimals by a comma ("5,6").
func malayNumber(field string) float64 {
	if !strings.ContainsAny(field, "0123456789") {
		return 0
	}
	switch n := strings.Trim(field, "RMp$.,;:()\"“”'"); {
	case commaThousands.MatchString(n):
		return 1
	case dotThousands.MatchString(n), commaDecimal.MatchString(n):
		return -1
	}
	return 0
}

var (
	commaThousands = regexp.MustCompile(`^\d{1,3}(,\d{3})+(\.\d+)?$`)
	dotThousands   = regexp.MustCompile(`^\d{1,3}(\.\d{3})+(,\d+)?$`)
	commaDecimal   = regexp.MustCompile(`^\d+,\d{1,2}$`)
)
