package extract

import (
	"bytes"
	"fmt"

	"golang.org/x/net/html"
)

// maxDepth bounds the nesting of elements: real pages stay below 100, and the
// walks over the tree are recursive.
const maxDepth = 500

// parse builds the tree of a page. The parser itself refuses more than 512
// open elements; what it re-parents may still be deeper, so that is checked.
func parse(page []byte) (*html.Node, error) {
	root, err := html.Parse(bytes.NewReader(bytes.ToValidUTF8(page, nil)))
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrMarkup, err)
	}
	depth, n := 0, root
	for n != nil {
		if depth > maxDepth {
			return nil, fmt.Errorf("%w: more than %d elements", ErrMarkup, maxDepth)
		}
		switch {
		case n.FirstChild != nil:
			n = n.FirstChild
			depth++
		default:
			for n != nil && n.NextSibling == nil {
				n = n.Parent
				depth--
			}
			if n != nil {
				n = n.NextSibling
			}
		}
	}
	return root, nil
}
