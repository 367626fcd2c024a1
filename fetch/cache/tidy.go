package cache

import (
	"net/http"
	"strconv"
	"strings"
)

// kept are the headers of a response that somebody reads. Others may hold
// what identifies a user.
var kept = []string{
	"Age", "Cache-Control", "Content-Encoding", "Content-Language", "Content-Type", "Date", "Etag", "Expires",
	"Last-Modified", "Link", "Location", "Retry-After", "Vary",
}

// ofContent are headers that describe a body, which a validation has none of
// (RFC 9111, section 3.2, lets caches leave them out).
var ofContent = []string{"Content-Encoding", "Content-Language", "Content-Type"}

// tidy returns the headers of a response such that the library understands them
// as the standard has it. By itself it departs from RFC 9111 here:
//
//   - names of directives count in lower case only (section 5.2), numbers not
//     in quotes, and of several Cache-Control lines the first alone
//   - max-age=0, and a max-age that is no number, count as no max-age: Expires
//     or a guess decides (sections 4.2.1 and 5.2.2.1). They become no-cache here
//   - a huge max-age overflows (section 1.2.2)
//   - a response with "Vary: *" is stored, and never found (section 4.1)
//   - the Age of a stored response outlives its validation, and a validation's
//     Content-Encoding is taken for that of the stored body
//
// The directives stale-while-revalidate and stale-if-error (RFC 5861) are left
// out: the first would ask when nobody waits for the answer any more.
func tidy(h http.Header, status int) http.Header {
	out := make(http.Header, len(kept))
	for _, name := range kept {
		if values, ok := h[name]; ok {
			out[name] = values
		}
	}
	control := directives(h["Cache-Control"])
	if strings.Contains(strings.Join(h["Vary"], ","), "*") {
		control = append(control, "no-store")
	}
	out["Cache-Control"] = []string{strings.Join(control, ", ")}
	if len(control) == 0 {
		delete(out, "Cache-Control")
	}
	if status == http.StatusNotModified {
		for _, name := range ofContent {
			delete(out, name)
		}
		if out.Get("Age") == "" {
			out["Age"] = []string{"0"}
		}
	}
	return out
}

// directives returns the directives of a response's Cache-Control lines.
func directives(lines []string) []string {
	var all []string
	for d := range strings.SplitSeq(strings.Join(lines, ","), ",") {
		name, value, valued := strings.Cut(strings.TrimSpace(d), "=")
		name = strings.ToLower(strings.TrimSpace(name))
		switch name {
		case "", "stale-while-revalidate", "stale-if-error":
			continue
		case "max-age":
			d = maxAge(strings.Trim(value, "\" \t"))
		default:
			if d = name; valued {
				d += "=" + value
			}
		}
		all = append(all, d)
	}
	return all
}

// maxSeconds is the greatest number of seconds (RFC 9111, section 1.2.2).
const maxSeconds = 1 << 31

// maxAge is the directive of a max-age.
func maxAge(value string) string {
	n, err := strconv.ParseUint(value, 10, 64)
	switch {
	case err != nil && len(value) > 10 && strings.Trim(value, "0123456789") == "", n > maxSeconds:
		n = maxSeconds
	case n == 0:
		return "no-cache"
	}
	return "max-age=" + strconv.FormatUint(n, 10)
}
