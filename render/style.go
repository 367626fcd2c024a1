package render

// style is how a line of text looks on a terminal, as the parameters of SGR
// (ECMA-48, 8.3.117). Colors are the terminal's own, so that they fit dark and
// light backgrounds.
type style string

const (
	plain  style = ""
	strong style = "1"
	faint  style = "2"
	accent style = "36"
	alarm  style = "33"
)

// paint puts text in a style, if colors are wanted. A style ends where the
// text ends, never at the end of a line or later.
func (t *textWriter) paint(s style, text string) string {
	if !t.color || s == plain || text == "" {
		return text
	}
	return "\x1b[" + string(s) + "m" + text + "\x1b[0m"
}
