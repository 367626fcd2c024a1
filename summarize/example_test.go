package summarize_test

import (
	"fmt"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/summarize"
)

func ExampleExtract() {
	article := kilas.Article{
		Lang: "en",
		Text: "The ferry to Lindholm will make its last crossing on 3 March, the operator said. " +
			"It lost 4.2 million euros last year. Read more: the new bridge",
	}
	s, err := summarize.Extract([]kilas.Article{article}, summarize.Options{Sentences: 1})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Text)
	// Output: The ferry to Lindholm will make its last crossing on 3 March, the operator said.
}
