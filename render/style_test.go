package render

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// TestContrast holds the colors of pages and mails to level AA of WCAG 2.2
// (1.4.3): 4.5 between text and what is behind it, dark and light.
func TestContrast(t *testing.T) {
	t.Parallel()
	light, dark, ok := strings.Cut(string(styleSheet("page.css")), "prefers-color-scheme: dark")
	if !ok {
		t.Fatal("the page has no dark colors")
	}
	for mode, css := range map[string]string{"light": light, "dark": dark} {
		c := colors(css)
		for _, pair := range []string{"ink paper", "soft paper", "link paper", "alarm paper", "alarm tint", "ink tint"} {
			text, behind, _ := strings.Cut(pair, " ")
			checkContrast(t, mode+" "+pair, c[text], c[behind])
		}
	}
	light, dark, _ = strings.Cut(string(styleSheet("mail.css")), "prefers-color-scheme: dark")
	for mode, css := range map[string]string{"#ffffff": light, "#181715": dark} {
		list := regexp.MustCompile(`[{;] color: (#[0-9a-f]{6})`).FindAllStringSubmatch(css, -1)
		if len(list) == 0 {
			t.Fatal("the mail has no colors")
		}
		for _, m := range list {
			checkContrast(t, "mail "+m[1], m[1], mode)
		}
	}
}

// colors are the first values of the variables that are colors.
func colors(css string) map[string]string {
	found := map[string]string{}
	for _, m := range regexp.MustCompile(`--(\w+): (#[0-9a-f]{6})`).FindAllStringSubmatch(css, -1) {
		if found[m[1]] == "" {
			found[m[1]] = m[2]
		}
	}
	return found
}

func checkContrast(t *testing.T, name, a, b string) {
	t.Helper()
	if a == "" || b == "" {
		t.Errorf("%s: no color", name)
		return
	}
	la, lb := luminance(t, a), luminance(t, b)
	if ratio := (max(la, lb) + 0.05) / (min(la, lb) + 0.05); ratio < 4.5 {
		t.Errorf("%s: the contrast of %s and %s is %.2f, want at least 4.5", name, a, b, ratio)
	}
}

// luminance is the relative luminance of WCAG 2.2.
func luminance(t *testing.T, color string) float64 {
	t.Helper()
	n, err := strconv.ParseUint(color[1:], 16, 32)
	if err != nil {
		t.Fatal(err)
	}
	var l float64
	for i, weight := range []float64{0.0722, 0.7152, 0.2126} { // blue, green, red
		c := float64(n>>(8*i)&0xff) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		l += weight * c
	}
	return l
}
