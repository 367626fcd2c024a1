package fetch

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/kilas-news/kilas"
)

// stableID names an article by its canonical URL, else by its URL, else by its
// title and text, so that the same article has the same ID on every run.
func stableID(a *kilas.Article) string {
	key := "text\n" + a.Title + "\n" + a.Text
	for _, u := range []string{a.CanonicalURL, a.URL} {
		if u != "" {
			key = "url\n" + u
			break
		}
	}
	sum := sha256.Sum256([]byte(key))
	return hex.EncodeToString(sum[:8])
}
