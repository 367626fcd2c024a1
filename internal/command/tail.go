package command

import (
	"fmt"
	"strings"
)

// tail keeps the end of what was written to it.
type tail struct {
	kept []byte
	max  int
}

func (t *tail) Write(p []byte) (int, error) {
	t.kept = append(t.kept, p...)
	if cut := len(t.kept) - t.max; cut > 0 {
		t.kept = append(t.kept[:0], t.kept[cut:]...)
	}
	return len(p), nil
}

// explain adds what the command said to its error, on one line and without
// control characters.
func (t *tail) explain(err error) error {
	said := strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(string(t.kept), ""))
	if said = strings.Join(strings.Fields(said), " "); said != "" {
		return fmt.Errorf("%w: %s", err, said)
	}
	return err
}
