//go:build ignore

// Terminal draws what a program printed on a color terminal as an SVG picture.
// The picture of the README:
//
//	a=testdata/pages/id/neracaharian-suku-bunga-malindra.html
//	b=testdata/pages/en/meridianledger-malindra-rate-cut.html
//	script -qec "stty cols 112; go run ./cmd/kilas brief $a $b 2>/dev/null" /dev/null |
//		go run docs/terminal.go "kilas brief suku-bunga-malindra.html malindra-rate-cut.html" > docs/brief.svg
//
// It knows the styles that kilas uses: bold, faint, yellow and cyan.
package main

import (
	"bufio"
	"fmt"
	"html"
	"log"
	"os"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Sizes in pixels; a character of the monospaced fonts below is 0.6 em wide.
const (
	fontSize   = 14
	charWidth  = 8.4
	lineHeight = 21
	border     = 24
	titleBar   = 40
)

var escape = regexp.MustCompile("\x1b\\[(\\d*)m")

func main() {
	command := strings.Join(os.Args[1:], " ")
	lines := []string{"\x1b[36m$\x1b[0m \x1b[1m" + command + "\x1b[0m", ""}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		lines = append(lines, in.Text())
	}
	if err := in.Err(); err != nil {
		log.Fatal(err)
	}
	columns := 0
	for _, line := range lines {
		columns = max(columns, utf8.RuneCountInString(escape.ReplaceAllString(line, "")))
	}
	width := int(float64(columns)*charWidth) + 2*border
	height := len(lines)*lineHeight + titleBar + border
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprintf(out, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" aria-label="%s in a terminal">
<style>
rect{fill:#fbfaf6;stroke:#d9d3c5} circle{fill:#d9d3c5} text{fill:#23211d;font:%dpx ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;white-space:pre}
.s1{font-weight:700} .s2{fill:#7a7468} .s33{fill:#96420d} .s36{fill:#2c6a80}
@media (prefers-color-scheme:dark){rect{fill:#181715;stroke:#35322c} circle{fill:#45413a} text{fill:#e6e1d6} .s2{fill:#a09a8d} .s33{fill:#e9a46c} .s36{fill:#8fc4d4}}
</style>
<rect x=".5" y=".5" width="%d" height="%d" rx="9"/><circle cx="24" cy="21" r="5.5"/><circle cx="43" cy="21" r="5.5"/><circle cx="62" cy="21" r="5.5"/>
`, width, height, html.EscapeString(command), fontSize, width-1, height-1)
	for i, line := range lines {
		draw(out, line, titleBar+(i+1)*lineHeight-6)
	}
	fmt.Fprintln(out, "</svg>")
	if err := out.Flush(); err != nil {
		log.Fatal(err)
	}
}

// draw writes the words of a line at their columns, so that columns stay
// straight whatever the font.
func draw(out *bufio.Writer, line string, y int) {
	style, column := "", 0
	for line != "" {
		at := escape.FindStringSubmatchIndex(line)
		text, next := line, ""
		if at != nil {
			text, next = line[:at[0]], line[at[1]:]
		}
		for _, part := range regexp.MustCompile(` {2,}|[^ ]+(?: [^ ]+)*| `).FindAllString(text, -1) {
			n := utf8.RuneCountInString(part)
			if strings.TrimSpace(part) != "" {
				class := ""
				if style != "" && style != "0" {
					class = ` class="s` + style + `"`
				}
				fmt.Fprintf(out, `<text x="%.1f" y="%d" textLength="%.1f"%s>%s</text>`+"\n",
					border+float64(column)*charWidth, y, float64(n)*charWidth, class, html.EscapeString(part))
			}
			column += n
		}
		if at != nil {
			style = line[at[2]:at[3]]
		}
		line = next
	}
}
