package render_test

import (
	"fmt"
	"os"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/render"
)

func ExampleText() {
	quoted := func(l kilas.Lang, article int, text string) kilas.Side {
		return kilas.Side{Lang: l, Text: text, Origin: kilas.OriginQuoted, Article: article, Sentences: []kilas.Span{{Start: 0, End: len(text)}}}
	}
	target := quoted("en", 2, "A ferry sank with 40 people on board.")
	brief := kilas.Brief{
		SourceLang: "id", TargetLang: "en",
		Title: kilas.Title{Source: kilas.Side{Lang: "id", Text: "Feri Tenggelam", Origin: kilas.OriginQuoted, Article: 1, Field: kilas.FieldTitle}},
		Articles: []kilas.Article{
			{Title: "Feri Tenggelam", Site: "Kabar Anjungan", Published: "2026-03-14", Lang: "id"},
			{Site: "Archipelago Wire", Published: "2026-03-14", Lang: "en"},
		},
		Points: []kilas.Point{{
			Source: quoted("id", 1, "Feri yang membawa 42 orang tenggelam."),
			Target: &target,
			Checks: []kilas.Check{{Name: "numbers", Detail: "42 beside 40"}},
		}},
	}
	if err := render.Text(os.Stdout, []kilas.Brief{brief}, render.Options{Width: 100}); err != nil {
		fmt.Println(err)
	}
	// Output:
	//     Feri Tenggelam
	//
	// [1] Kabar Anjungan, 14 Mar 2026, Indonesian
	// [2] Archipelago Wire, 14 Mar 2026, English
	//
	//     Indonesian                                        English
	//
	//  1  Feri yang membawa 42 orang tenggelam.             A ferry sank with 40 people on board.
	//     ! the numbers differ: 42 beside 40
}
