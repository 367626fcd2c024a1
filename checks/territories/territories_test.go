package territories

import (
	"slices"
	"testing"

	"github.com/kilas-news/kilas"
)

func TestTerritories(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		lang kilas.Lang
		text string
		want []string
	}{
		{"en", "Germany and Brazil beat the Japanese team, Germanys not.", []string{"DE", "BR", "JP"}},
		{"id", "Presiden bertolak ke Jerman dan Korea Selatan.", []string{"DE", "KR"}},
		{"es", "El gobierno alemán y el de Italia", []string{"DE", "IT"}},
		{"ar", "سافر الوزير من ألمانيا إلى فرنسا والمانيا", []string{"DE", "FR", "DE"}},
		{"ja", "首相はドイツとインドネシアを訪問した。", []string{"DE", "ID"}},
		{"zh", "总理访问德国和印度尼西亚。", []string{"DE", "ID"}},
		{"th", "นายกรัฐมนตรีเยือนเยอรมนี", []string{"DE"}},
		{"ru", "Министр прибыл из Германии в Италию.", []string{"DE", "IT"}},
		{"en", "Nothing of the kind.", nil},
	} {
		var got []string
		names, ok := Of(tt.lang)
		if !ok {
			t.Fatalf("no names in %s", tt.lang)
		}
		names.Each(tt.text, func(code string) { got = append(got, code) })
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q names %q, want %q", tt.lang, tt.text, got, tt.want)
		}
	}
}
