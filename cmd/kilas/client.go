package main

import (
	"net/http"
	"path/filepath"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/fetch"
	"github.com/kilas-news/kilas/fetch/browser"
)

// newClient makes the one client of a run from its flags. A command may adjust
// what they say.
func newClient(c *cli.Context, st settings, adjust ...func(*fetch.Options)) (*fetch.Client, error) {
	opt := fetch.Options{
		AllowPrivate: st.private,
		Offline:      st.offline,
		UserAgent:    st.userAgent,
		Proxy:        c.String("proxy"),
		Cookies:      c.String("cookies"),
		Robots:       fetch.RobotsAdvise,
		Header:       make(http.Header),
		Refresh:      st.refresh,
	}
	if !st.noCache && st.cacheBytes > 0 {
		opt.CacheDir, opt.CacheBytes = filepath.Join(cacheDir(), "http"), int64(st.cacheBytes)
	}
	for _, h := range c.StringSlice("header") {
		name, value, ok := strings.Cut(h, ":")
		if !ok || strings.TrimSpace(name) == "" {
			return nil, usagef("write it as --header 'Accept-Language: id'", "header %q has no name", h)
		}
		opt.Header.Add(strings.TrimSpace(name), strings.TrimSpace(value))
	}
	if c.Bool("browser") {
		b, err := browser.Find("")
		if err != nil {
			return nil, usagef("install Chromium, or leave --browser out", "%v", err)
		}
		b.UserAgent = st.userAgent
		opt.Render = b.Render
	}
	for _, a := range adjust {
		a(&opt)
	}
	client, err := fetch.New(opt)
	if err != nil {
		return nil, usagef("", "%v", err)
	}
	return client, nil
}
