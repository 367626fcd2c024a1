package langs_test

import (
	"fmt"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

func ExampleSplit() {
	text := "JAKARTA, Kabarpagi.id – Dr. H. Sulaiman tiba pukul 10.30 WIB. “Kami siap. Semua lengkap,” katanya.\nBaca juga: Harga Beras"
	for _, s := range langs.Split("id", text) {
		fmt.Println(s.Block, s.Text, s.Marks)
	}
	// Output:
	// 0 JAKARTA, Kabarpagi.id – [dateline]
	// 0 Dr. H. Sulaiman tiba pukul 10.30 WIB. []
	// 0 “Kami siap. Semua lengkap,” katanya. []
	// 1 Baca juga: Harga Beras [read-more]
}

func ExampleDetector_Detect() {
	d := langs.NewDetector()
	for _, text := range []string{"Pemerintah bilang bahwa uang itu kembali", "Kerajaan kata bahawa wang itu kembali", "Anak itu pergi ke pasar"} {
		found := d.Detect(text, "id", "ms", "en")
		fmt.Printf("%s %.2f", found.Lang, found.Confidence)
		for _, w := range found.Warnings {
			fmt.Print(" ", w.Code)
		}
		fmt.Println()
	}
	// Output:
	// id 1.00
	// ms 1.00
	// id 0.58 lang-close
}

func ExampleDetector_Annotate() {
	a := langs.NewDetector().Annotate(
		kilas.Article{Text: "Harga beras turun karena panen. Petani khawatir."},
		[]langs.Hint{{From: "html-lang", Tag: "en"}},
	)
	fmt.Println(a.Lang, len(a.Blocks), len(a.Sentences))
	fmt.Println(a.Warnings[0].Message)
	// Output:
	// id 1 2
	// html-lang says English, but the text is Indonesian
}
