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
	agustus aja aktivitas analisis angkot apotek asn azan bagian bahwa bahwasanya balita bandara banget bansos bareng basarnas bawaslu beda
	belasan bepergian berbeda besok bikin bisa bisnis bmkg bnpb bpjs brasil bumd bumn bupati buronan bus butuh caleg camat capres cawapres ceko
	cewek coba cowok daring deh desember diduga dikutip dilansir direktur diresmikan dokter dong dosen dpd dpr dprd dugaan ekspor enggak eropa
	fasilitas finlandia fisik gak gedung gimana goreng gubernur gue handphone helm hewan hongaria identitas ilmuwan imbuhnya impor informasi
	inggris internasional investasi irak irlandia islandia istri italia izin jaksa jelang jelasnya jembatan jenderal jepang juli jumat juni
	jutaan kabar kabupaten kalian kalo kamboja kamis kantor kapasitas kapolda kapolres kapolri kapolsek karena kartu karyawan kayak kbri
	kebutuhan kecamatan kecelakaan kecepatan kejagung kejaksaan kejari kejati kelurahan kemacetan kemarin kemendikbud kemenhub kemenkes kemenkeu
	kendaraan kerabat kerumunan kesehatan kesulitan ketemu ketimbang kinerja kiper klub kok kominfo kompetisi komunitas kondisi korban korsel
	korut kpk kpu kreativitas kroasia ktp kualitas kulkas kursi laga lansia lantai lantaran lebaran letnan lewat lurah luring macet mahasiswa
	makanya mantan maret maroko mau mayoritas meksiko membutuhkan mencoba mendagri mengunduh mengunggah menikah menkes menkeu menko menurutnya
	merek miliar minoritas mobil mpr mudik muhammadiyah musik nahdlatul nakes nantinya nanya narkoba ngga nggak ngomong nomer nomor norwegia
	obat ojek olahraga ormas otoritas pabrik pajak paparnya pariwisata partai pasca pasien pedagang pelaku pelatih pelayanan pemda pemilu pemkab
	pemkot pemprov penalti peneliti pengacara pengadilan pengen pengobatan pengusaha pensiun penyidik penyidikan perawat perbedaan percobaan
	pernikahan persen perusahaan pesantren pesepeda petinggi pihaknya pileg pilkada pilpres pns polandia polda polres polri polsek polusi ponsel
	populer prajurit praktik prancis prioritas provinsi pssi pungkasnya punya puskesmas putri resmi rp rsud rumania rupanya rupiah salju santri
	sebagian sebutnya sedangkan selandia selanjutnya sembako sempat senin sepakbola sepeda sersan sih silakan siswa situs skotlandia soalnya
	sore spanyol stabilitas subjek sukses suporter suriah swab swedia swiss taksi tandasnya tanggal tapi tegasnya telepon televisi tentara
	terdakwa terkait terpopuler tersangka tim timnas tiongkok tki tni toko transaksi triliun truk tuturnya uang ucapnya udah ujarnya ukraina
	unduh unggah ungkapnya universitas upaya usai utang walikota warung wasit wib wisata wisatawan wita wni yaitu yordania`

// malayOnly are words that Indonesian spells differently or does not use.
const malayOnly = `
	abjad aduannya adun ahad ais aktiviti antarabangsa askar autoriti awam awek b40 bahagian baharu bahawa bajet bapa bapanya basikal beg
	bekalan belanjawan berbeza berhampiran berikutan berjangkit berkongsi berkualiti bersetuju berterusan bertutur beza bilion bn
	bomba caj caruman cef cikgu croatia cuba dadah dalaman dap datin dato datuk dekad dicipta didiami difahamkan dihantar dijangka dikenali
	diluluskan dimaklumkan dimulakan diorang dipenjarakan diploma diraja dirasmikan direka disember disiasat disyaki ditadbir ditubuhkan diundi
	dos ejen ekoran eksport elaun empayar entiti eropah fakulti fasa fasiliti filem finland fizikal gabenor gerabak guruh haba haiwan
	hendaklah hidupan hujung hungary iaitu ianya iceland identiti imej imigresen inggeris insuran insurans ireland isnin isteri itali jambatan
	jawapan jawatankuasa jenama jenayah jeneral jepun jiran julai jumaat jurulatih jururawat jurutera juruterbang justeru kad kadangkala kaedah
	kakitangan kanak kanser kanta kapasiti kasut kebolehan kecederaan kekal kelajuan kemahiran kemalangan kemas kemboja kempen
	kemudiannya kenderaan kerana keretapi kerosakan kerusi kes kesedaran kesihatan keupayaan kewangan kewujudan khabar khamis kilang kitorang
	klinikal kluster komuniti komuter kontraban korang kos kreativiti kritikal kualiti kuantiti kuarantin kwsp lakonan laluan lebuh lebuhraya
	lemas lesen lif loghat lori lorong m40 maghribi mahu mahukan majikan majistret majoriti makcik maklumat manakala mangsa maut meletup
	memaklumkan memandangkan membabitkan memulakan mencadangkan mencipta mencuba mendakwa menerusi mengandungi mengekalkan mengelakkan
	menghantar mengikut mengundi mengurangkan menjaringkan mentol menubuhkan menyertai menyiasat merangkumi merasmikan merentasi merosakkan
	mesyuarat minit minoriti moden motosikal muafakat muzik naib nak nombor norway ogos olimpik pacuan pakcik palestin pandemik pangsapuri
	parlimen parti pasaraya pasport pegedar peguam pekebun pekeliling pelakon pelalu pelancaran pelancongan pelumba pembonceng pencen
	pencerobohan pendakwa pendakwaan pendedahan pengerusi pengundi peniaga penjanaan penjaring penjawat pensyarah pentadbiran penubuhan
	penunggang perasmian peratus perbezaan percubaan percuma peribadi perkeso perkhidmatan perlembagaan perlukan perlumbaan perniagaan
	persekitaran persekutuan persendirian perubatan pesakit pesuruhjaya petrol ph pilihanraya pkr poland politikal praktikal pramugari prioriti
	puak pusingan ragbi rakan rampasan rantau rasmi realiti reka reman ringgit romania rungutan sahaja saintis saiz salji samada
	sastera scotland sebahagian sebarang sebenar sebilangan sekiranya sekuriti selalunya sempadan senarai sentiasa sepanyol seramai sesetengah
	sesiapa setakat setiausaha siasatan sihat siswazah spm stesen stpm suai sukan sukar suspek sweden switzerland syarikat syria taklimat talian
	tamadun tarikh taufan teknikal telefon televisyen tempahan tempatan tentera teorem tercedera terhad terhempas terkorban tertuduh teruk
	terutamanya timbalan tingkap tolok trafik trilion tropika tuanku tubuhkan ubat umno undi universiti upsr wabak warganegara yb`

// indonesianRather and malayRather are words of both languages that one of
// them uses several times as often in the news. They count a part.
const (
	indonesianRather = `
	agar bahkan baru belum berbagai dilakukan hal hanya harus hukum kemudian kota lainnya lalu memiliki mengatakan mulai per saat saja sampai
	sejumlah sementara setelah sudah tersebut umum`
	malayRather = `
	apabila bandar beliau berkenaan berkuasa bermaksud boleh daripada dibina ditahan hendak hospital ialah kampung kawasan keadaan kelihatan
	kerajaan kerap kumpulan mahkamah masa memerlukan mempunyai negeri pasukan pejabat pelajar pelancong penduduk petang petir polis rm sejuk
	selepas semalam semasa sen telah terbabit terdapat turut undang-undang walaupun wang`
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
	if strings.IndexAny(field, "0123456789") < 0 {
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
