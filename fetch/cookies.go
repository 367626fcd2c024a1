package fetch

import (
	"bufio"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/net/publicsuffix"
)

// readCookies reads a cookie file in Netscape's format, as browsers' export
// tools and curl write it: seven fields, separated by tabs.
func readCookies(path string) (http.CookieJar, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	jar, err := cookiejar.New(&cookiejar.Options{PublicSuffixList: publicsuffix.List})
	if err != nil {
		return nil, err
	}
	s := bufio.NewScanner(f)
	for n := 1; s.Scan(); n++ {
		line := strings.TrimRight(s.Text(), "\r\n")
		httpOnly := strings.HasPrefix(line, "#HttpOnly_")
		line = strings.TrimPrefix(line, "#HttpOnly_")
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "#") {
			continue
		}
		u, cookie, err := parseCookie(line)
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		cookie.HttpOnly = httpOnly
		jar.SetCookies(u, []*http.Cookie{cookie})
	}
	return jar, s.Err()
}

// parseCookie reads domain, subdomains, path, secure, expiry, name and value.
func parseCookie(line string) (*url.URL, *http.Cookie, error) {
	f := strings.Split(line, "\t")
	if len(f) == 6 {
		f = append(f, "") // a cookie without a value
	}
	if len(f) != 7 {
		return nil, nil, fmt.Errorf("%d fields instead of 7, separated by tabs", len(f))
	}
	seconds, err := strconv.ParseFloat(f[4], 64)
	if err != nil {
		return nil, nil, fmt.Errorf("expiry %q is no number", f[4])
	}
	host := strings.TrimPrefix(f[0], ".")
	c := &http.Cookie{Name: f[5], Value: f[6], Path: f[2], Secure: strings.EqualFold(f[3], "TRUE")}
	if strings.EqualFold(f[1], "TRUE") {
		c.Domain = host
	}
	if seconds > 0 {
		c.Expires = time.Unix(int64(seconds), 0)
	}
	// Secure cookies are taken from secure addresses only.
	return &url.URL{Scheme: "https", Host: host, Path: "/"}, c, nil
}
