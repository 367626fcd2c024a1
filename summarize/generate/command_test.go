package generate

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/kilas-news/kilas"
)

// fakeMode names the environment variable that makes this test's own program
// a summarizer.
const fakeMode = "KILAS_GENERATE_TEST"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && strings.HasPrefix(os.Args[1], fakeMode) {
		fake(strings.TrimPrefix(os.Args[1], fakeMode+"="))
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// fake reads articles as a user's program would, and prints a summary.
func fake(mode string) {
	var first kilas.Article
	if err := json.NewDecoder(bufio.NewReader(os.Stdin)).Decode(&first); err != nil || len(first.Sentences) == 0 || os.Getenv("KILAS_LANG") != "id" {
		fmt.Fprintln(os.Stderr, "no article with sentences:", err)
		os.Exit(1)
	}
	price := 0
	for i, s := range first.Sentences {
		if strings.HasPrefix(s.Text, "Inflasi tahunan") {
			price = i
		}
	}
	switch mode {
	case "text":
		fmt.Println(priceTxt, "Pasar terkejut karena hanya 7 dari 22 ekonom memperkirakan keputusan itu.")
	case "points":
		fmt.Printf(`{"points":[{"text":%q,"translation":%q,"sentences":[%d]}],"title":%q}`, "Inflasi tahunan turun menjadi 2,3 persen pada Maret.", "Annual inflation fell to 2.3 percent in March.", price, titleEn)
	case "summary":
		fmt.Printf(`{"schema":"kilas.summary/v1","summary":"x","sentences":[{"index":%d,"text":%q,"start":0,"end":1}],"summarizer":"mine"}`, price, priceTxt)
	case "invents":
		fmt.Println("Harga beras melonjak 99 persen.", priceTxt)
	case "unrelated":
		fmt.Println("Kucing tetangga memanjat pohon mangga kemarin sore.")
	case "fails":
		fmt.Fprintln(os.Stderr, "out of luck")
		os.Exit(3)
	}
}

func TestCommand(t *testing.T) {
	t.Parallel()
	story, _, _, _ := rateStory(t)
	story.To = ""
	tests := []struct {
		mode   string
		to     kilas.Lang
		points []string
		quoted bool
		err    string
	}{
		{"text", "", []string{priceTxt, "Pasar terkejut karena hanya 7 dari 22 ekonom memperkirakan keputusan itu."}, true, ""},
		{"points", "en", []string{"Inflasi tahunan turun menjadi 2,3 persen pada Maret."}, false, ""},
		{"summary", "en", []string{priceTxt}, true, ""},
		{"invents", "", []string{"", priceTxt}, true, ""},
		{"unrelated", "", nil, false, "passed its checks"},
		{"empty", "", nil, false, "no points"},
		{"fails", "", nil, false, "out of luck"},
	}
	for _, tt := range tests {
		t.Run(tt.mode, func(t *testing.T) {
			t.Parallel()
			c, err := NewCommand(os.Args[0] + " " + fakeMode + "=" + tt.mode + " {lang} {n}")
			if err != nil {
				t.Fatal(err)
			}
			own := story
			own.To = tt.to
			s := &Summarizer{Writer: c, Detector: detector}
			r, err := s.Points(context.Background(), own)
			if tt.err != "" {
				if err == nil || !strings.Contains(err.Error(), tt.err) {
					t.Errorf("Points = %+v, %v; want an error with %q", r, err, tt.err)
				}
				return
			}
			if err != nil || len(r.Points) != len(tt.points) {
				t.Fatalf("Points = %+v, %v; want %q", r, err, tt.points)
			}
			for i, want := range tt.points {
				if p := r.Points[i]; want != "" && p.Text != want || strings.Contains(p.Text, "99") || len(p.Sentences) == 0 {
					t.Errorf("point %d is %+v, want %q", i, p, want)
				}
			}
			if got := r.Points[len(r.Points)-1].Quoted || r.Points[0].Quoted; got != tt.quoted {
				t.Errorf("quoted is %v, want %v", got, tt.quoted)
			}
			if tt.mode == "points" && (r.Points[0].Translation == "" || r.Title != titleEn) {
				t.Errorf("result is %+v", r)
			}
		})
	}
	c, err := NewCommand(os.Args[0])
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Choose(context.Background(), nil, 1); !errors.Is(err, ErrCannot) {
		t.Errorf("Choose = %v, want %v", err, ErrCannot)
	}
	if _, err := NewCommand("no-such-summarizer-here"); err == nil {
		t.Error("a missing program was taken")
	}
}
