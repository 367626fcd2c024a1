package fetch

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/temoto/robotstxt"

	"github.com/kilas-news/kilas"
)

// Robots says what a site's robots.txt (RFC 9309) is to a [Client].
type Robots int

// What robots.txt may be.
const (
	RobotsIgnore Robots = iota // it isn't asked for
	RobotsAdvise               // a page that it forbids is fetched with a warning
	RobotsObey                 // a page that it forbids isn't fetched
)

// robotsAgent is the product token that robots.txt files may name.
const robotsAgent = "kilas"

// rules remembers the robots.txt of each site.
type rules struct {
	mu    sync.Mutex
	sites map[string]*siteRules
}

type siteRules struct {
	once  sync.Once
	data  *robotstxt.RobotsData // nil: everything is allowed
	fault *codeError            // why the rules can't be had now
}

// Allowed reports whether the site's robots.txt lets kilas fetch u. The file
// is fetched once for each site. As RFC 9309 (section 2.3.1) has it, a site
// without the file allows everything, one that fails to give it nothing.
func (c *Client) Allowed(ctx context.Context, u *url.URL) bool {
	return c.rulesOf(ctx, u).allow(u)
}

func (c *Client) rulesOf(ctx context.Context, u *url.URL) *siteRules {
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	c.robots.mu.Lock()
	site, ok := c.robots.sites[key]
	if !ok {
		site = &siteRules{}
		c.robots.sites[key] = site
	}
	c.robots.mu.Unlock()
	site.once.Do(func() { site.data, site.fault = c.fetchRobots(ctx, u) })
	return site
}

func (s *siteRules) allow(u *url.URL) bool {
	if s.data == nil {
		return true
	}
	path := u.EscapedPath()
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	return s.data.TestAgent(path, robotsAgent)
}

// fetchRobots returns a site's rules, and a fault for one that can't give them
// now, where asking for the page would take as long again or be against the
// rules. Where the connection fails, the page itself will fail and say more, so
// nothing is forbidden.
func (c *Client) fetchRobots(ctx context.Context, u *url.URL) (rules *robotstxt.RobotsData, fault *codeError) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
	r, err := c.get(ctx, at)
	status, body := 200, []byte(nil)
	var bad *StatusError
	switch {
	case errors.As(err, &bad):
		if status = bad.Code; status >= http.StatusInternalServerError {
			fault = &codeError{fmt.Sprintf("status-%d", status), fmt.Sprintf("status %d for the site's robots.txt", status), "try again later"}
		}
	case errors.As(err, &fault) && fault.code == "timeout":
		return nil, fault
	case err != nil:
		return nil, nil
	default:
		body = r.body
	}
	data, err := robotstxt.FromStatusAndBytes(status, body)
	if err != nil {
		return nil, nil // not a robots.txt, but a page that says "not found"
	}
	return data, fault
}

// checkRobots returns an error or a warning for a page that robots.txt forbids.
func (c *Client) checkRobots(ctx context.Context, u *url.URL) ([]kilas.Warning, error) {
	if c.opt.Robots == RobotsIgnore || c.opt.Offline {
		return nil, nil
	}
	site := c.rulesOf(ctx, u)
	if site.fault != nil && c.opt.Robots == RobotsObey {
		return nil, site.fault
	}
	if site.allow(u) {
		return nil, nil
	}
	if c.opt.Robots == RobotsObey {
		return nil, errRobots
	}
	return []kilas.Warning{{Code: "robots", Message: "the site's robots.txt asks programs not to fetch this page"}}, nil
}

var errRobots = &codeError{"robots", "the site's robots.txt forbids it", "fetch the article by its address, or read it on the site"}
