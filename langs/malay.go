package langs

import (
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
	agustus aja aktivitas analisis apotek asn azan bagian bahwa bahwasanya bandara banget bareng basarnas bawaslu beda belasan bepergian berbeda
	besok bikin bisa bisnis bmkg bnpb bpjs brasil bumd bumn bupati buronan bus butuh caleg camat capres cawapres cewek coba cowok daring deh
	desember diduga dikutip dilansir direktur diresmikan dokter dong dosen dpd dpr dprd dugaan ekspor enggak eropa fasilitas fisik gak gedung
	gimana gubernur gue handphone helm hewan identitas ilmuwan imbuhnya impor informasi inggris internasional investasi irak islandia istri
	italia izin jaksa jelang jelasnya jembatan jenderal jepang juli jumat juni jutaan kabar kabupaten kalian kalo kamboja kamis kantor kapasitas
	kapolda kapolres kapolri kapolsek karena kartu karyawan kayak kbri kebutuhan kecamatan kecelakaan kecepatan kejagung kejaksaan kejari kejati
	kelurahan kemacetan kemarin kemendikbud kemenhub kemenkes kemenkeu kendaraan kesehatan kesulitan ketemu ketimbang kinerja kiper klub kok
	kominfo kompetisi komunitas kondisi korban korsel korut kpk kpu kreativitas ktp kualitas kulkas kursi laga lantai lantaran letnan lewat
	lurah luring macet mahasiswa makanya mantan maret mau mayoritas meksiko membutuhkan mencoba mendagri mengunduh mengunggah menkes menkeu
	menko menurutnya merek miliar minoritas mobil mpr muhammadiyah musik nahdlatul nakes nantinya nanya narkoba ngga nggak ngomong nomer nomor
	norwegia obat olahraga otoritas pabrik pajak paparnya pariwisata partai pasca pasien pelaku pelatih pelayanan pemda pemilu pemkab pemkot
	pemprov penalti peneliti pengacara pengadilan pengen pengobatan pensiun penyidik penyidikan perawat perbedaan percobaan persen perusahaan
	pesepeda pihaknya pileg pilkada pilpres pns polandia polda polres polri polsek polusi ponsel prajurit praktik prancis prioritas provinsi
	pssi pungkasnya punya puskesmas putri resmi rp rsud rupanya rupiah salju sebagian sebutnya sedangkan selandia selanjutnya sempat senin
	sepakbola sepeda sersan sih silakan siswa situs soalnya sore spanyol stabilitas subjek sukses suporter suriah swab swedia swiss taksi
	tandasnya tanggal tapi tegasnya telepon televisi tentara terdakwa terkait tersangka tim timnas tiongkok tki tni toko transaksi triliun truk
	tuturnya uang ucapnya udah ujarnya unduh unggah ungkapnya universitas upaya usai utang walikota wasit wib wisata wisatawan wita wni yaitu`

// malayOnly are words that Indonesian spells differently or does not use.
const malayOnly = `
	abjad aduannya adun ahad ais aktiviti antarabangsa askar autoriti awam awek bahagian baharu bahawa bajet bapa basikal beg bekalan belanjawan
	berbeza berhampiran berikutan berjangkit berkongsi berkualiti bersetuju berterusan beza bila-bila bilion bn bomba caj caruman cef cikgu cuba
	dadah dalaman dap datin dato datuk dekad dicipta difahamkan dihantar dijangka diluluskan dimaklumkan dimulakan diorang dipenjarakan diraja
	dirasmikan direka disember disiasat disyaki ditadbir ditubuhkan diundi dos e-mel ejen ekoran eksport elaun empayar entiti eropah fakulti
	fasa fasiliti filem fizikal gabenor gerabak haba haiwan hendaklah hujung iaitu ianya identiti imej imigresen inggeris insuran insurans isnin
	isteri itali jambatan jawapan jawatankuasa jenama jenayah jeneral jepun julai jumaat jurulatih jururawat justeru kad kadangkala kaedah
	kakitangan kanak-kanak kanser kanta kapasiti kasut kebolehan kecederaan kedua-dua kekal kelajuan kemahiran kemalangan kemas kemboja kempen
	kemudiannya kenderaan kerana keretapi kerosakan kerusi kes kesedaran kesihatan keupayaan kewangan kewujudan khabar khamis kilang kitorang
	klinikal kluster komuniti komuter kontraban korang kos kreativiti kritikal kualiti kuantiti kuarantin kwsp lakonan laluan lebuhraya lesen
	lif loghat lori mahu mahukan majikan majistret majoriti makcik maklumat manakala mangsa meletup memaklumkan memandangkan membabitkan
	memulakan mencadangkan mencipta mencuba mendakwa menerusi mengandungi mengekalkan mengelakkan menghantar mengikut mengundi mengurangkan
	menjaringkan menubuhkan menyertai menyiasat merangkumi merasmikan merentasi merosakkan mesyuarat minit minoriti moden motosikal muafakat
	muzik naib nak nombor ogos olimpik pacuan pakcik palestin pandemik pangsapuri parlimen parti pasaraya pasport pegedar peguam pekebun
	pekeliling pelakon pelancaran pelancongan pelumba pencen pencerobohan pendakwa pendakwaan pendedahan pengerusi pengundi penjaring penjawat
	pensyarah pentadbiran penubuhan perasmian peratus perbezaan percubaan percuma peribadi perkeso perkhidmatan perlembagaan perlukan perlumbaan
	perniagaan persekitaran persekutuan persendirian perubatan pesakit pesuruhjaya petrol ph pilihanraya pkr politikal praktikal prioriti puak
	pusingan ragbi rakan rampasan rantau rasmi realiti reka reman ringgit rungutan rupa-rupanya sahaja saintis saiz salji samada sastera
	sebahagian sebarang sebenar sebilangan sekiranya sekuriti selalunya sempadan senarai sentiasa sepanyol seramai sesetengah sesiapa setakat
	setiausaha siasatan sihat stesen suai sukan sukar suspek syarikat taklimat talian tamadun tarikh teknikal telefon televisyen tempahan
	tempatan tentera tercedera terhad terhempas tertuduh teruk terutamanya timbalan tingkap trafik trilion tropika tuanku tubuhkan ubat umno
	undi universiti wabak warganegara yb`

// indonesianRather and malayRather are words of both languages that one of
// them uses several times as often in the news. They count half.
const (
	indonesianRather = `agar bahkan baru belum berbagai dapat dilakukan hal hanya harus hukum kemudian kota lainnya lalu memiliki mengatakan merupakan mulai per
	saat saja sampai sejumlah sementara setelah sudah tersebut terjadi tubuh umum`
	malayRather = `apabila bandar beliau berkenaan berkuasa bermaksud boleh daripada ditahan hendak hospital ialah kampung kawasan keadaan kerajaan kumpulan
	mahkamah masa memerlukan mempunyai negeri pasukan pejabat pelajar pelancong penduduk petang polis sejuk selepas semalam semasa telah terbabit
	terdapat turut undang-undang walaupun wang`
)

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
		m[w] = -0.5
	}
	for _, w := range strings.Fields(malayRather) {
		m[w] = 0.5
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
