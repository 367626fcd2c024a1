package pipeline

import (
	"testing"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/langs"
)

func TestAsSentence(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, title, text, want string
	}{
		{
			"headline", "Feri Miring di Selat Alas, 119 Orang Dievakuasi",
			"Sebuah feri miring di Selat Alas. Sebanyak 119 orang dievakuasi oleh tim SAR.",
			"Feri miring di Selat Alas, 119 orang dievakuasi",
		},
		{
			"names that the text has stay", "Gubernur Lombok Kunjungi Korban Banjir di KTT",
			"Gubernur kunjungi korban banjir di Lombok.",
			"Gubernur Lombok kunjungi korban banjir di KTT",
		},
		{
			"words that the text lacks are no names", "Nelayan Lombok Pangkas Harga Tangkapan",
			"Harga turun. Nelayan di Lombok memangkasnya.",
			"Nelayan Lombok pangkas harga tangkapan",
		},
		{
			"verbs as the text has them", "Bank Sentral Pangkas Suku Bunga, Pasar Sambut Kejutan",
			"Bank sentral memangkas suku bunga. Pasar saham menyambut kejutan itu.",
			"Bank sentral memangkas suku bunga, pasar menyambut kejutan",
		},
		{
			"verbs that the text has bare too stay", "Warga tolak tambang dan jadi saksi",
			"Mereka tolak tambang itu, dan menolak ganti rugi.",
			"Warga tolak tambang dan jadi saksi",
		},
		{"a sentence stays", "Fishermen were first to the ferry off Lombok", "the fishermen were first", "Fishermen were first to the ferry off Lombok"},
		{"a short title stays", "Harga Beras", "harga beras naik", "Harga Beras"},
		{"empty", "", "teks", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			a := langs.NewDetector().Annotate(kilas.Article{Lang: "id", Text: tt.text}, nil)
			if got := asSentence(tt.title, a); got != tt.want {
				t.Errorf("asSentence(%q) = %q, want %q", tt.title, got, tt.want)
			}
		})
	}
}
