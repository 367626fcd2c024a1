package langs

import "github.com/kilas-news/kilas"

// StopWord reports whether a folded word carries grammar rather than content
// in language l. Languages without a list have no stop words.
func StopWord(l kilas.Lang, word string) bool {
	return stopWords[base(l)].has(word)
}

var stopWords = map[kilas.Lang]wordSet{
	"id": words(`ada adalah adapun agar akan akhirnya aku amat anda antara apa apabila apakah apalagi atas atau bagai bagaimana bagi bahkan bahwa banyak
		baru beberapa begitu belum berbagai bersama bila bisa boleh bukan cukup dalam dan dapat dari daripada demi demikian dengan dia di dilakukan dll
		dua guna hal hampir hanya harus hingga ia ialah ini itu jadi jangan jika juga kalau kali kami kan karena kata katanya ke kembali kemudian kepada
		ketika kini kita lagi lain lainnya lalu lama lanjut lebih maka makin mana masih masing mau melainkan melalui memang mengatakan menjadi menurut merupakan
		mereka meski meskipun misalnya mulai mungkin nah namun nanti nya oleh pada padahal paling para pernah per pula pun saat saja salah sama sampai sangat
		saya se sebab sebagai sebagaimana sebelum sebelumnya sebuah secara sedang sedangkan segera sehingga sejak sejumlah sekitar selain selama seluruh semakin
		sementara semua sendiri seorang seperti sering serta sesuai sesudah setelah setiap siapa suatu sudah supaya tahun tak tanpa tapi telah tentang tentu
		terhadap terjadi ternyata tersebut terus terutama tetap tetapi tiap tidak tutur ucap ujar ujarnya ungkap untuk usai yaitu yakni yang`),
	"ms": words(`ada adalah agar akan akhirnya aku amat anda antara apa apabila apakah atas atau bagaimana bagi bahawa bahkan banyak beberapa begitu belum
		berada berbagai bersama beliau bila boleh bukan cuma dalam dan dapat dari daripada demikian dengan di dia dua enggan hal hampir hanya harus hendak hingga
		ia ialah ini itu jadi jangan jika juga kalau kali kami kata katanya kemudian kepada kerana ketika kini kita ke lagi lain lalu lebih maka malah mana masih
		masing melainkan melalui memang menerusi mengatakan menjadi menurut mereka meskipun mesti mungkin namun nanti oleh pada paling para perlu pernah pula pun saat
		sahaja sama sambil sampai sangat saya sebab sebagai sebagaimana sebelum sebuah secara sedang sedangkan segala sehingga sejak sekiranya sekitar selain
		selama selepas seluruh semakin semasa sementara semua sendiri seorang seperti serta sesuatu setelah setiap siapa situ suatu sudah supaya susulan tahun tanpa
		tapi telah tentang terhadap terus terutama tersebut tetapi tiada tidak turut ujar ujarnya untuk walau walaupun yang`),
	"en": words(`a about above across after again against all almost also although always am among an and another any anyone anything are aren't around as at
		be because become been before being below between both but by can can't could couldn't did didn't do does doesn't doing don't done down during each either
		else even ever every few for from further get gets got had hadn't has hasn't have haven't having he he's her here hers herself him himself his how however
		i i'm i've if in instead into is isn't it it's its itself just know last least less let like made make many may me might more most much must my myself
		near never no nor not now of off often on once one only onto or other others our ours out over own per perhaps quite rather really s said same say says she
		should since so some something soon still such t than that that's the their theirs them themselves then there there's these they they're this those though
		through thus to together too toward towards two under until up upon us very via was wasn't way we we're well were weren't what when where whether which while
		who whom whose why will with within without won't would wouldn't yes yet you you're your yours yourself`),
}
