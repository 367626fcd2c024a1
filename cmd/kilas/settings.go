package main

import (
	"math"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/digest"
	"github.com/kilas-news/kilas/langs"
)

// config is the configuration file. Its keys are named like the long flags.
type config struct {
	To         string       `toml:"to"`
	Pair       string       `toml:"pair"`
	Sentences  int          `toml:"sentences"`
	Summarizer string       `toml:"summarizer"`
	Translator textList     `toml:"translator"`
	AlignWith  string       `toml:"align_with"`
	Jobs       int          `toml:"jobs"`
	Timeout    string       `toml:"timeout"`
	Color      string       `toml:"color"`
	UserAgent  string       `toml:"user_agent"`
	Offline    bool         `toml:"offline"`
	CacheSize  string       `toml:"cache_size"`
	Catalogs   textList     `toml:"models_catalog"`
	AutoModels bool         `toml:"auto_models"`
	Glossaries textList     `toml:"glossary"`
	Digest     digestConfig `toml:"digest"`
	Mail       mailConfig   `toml:"mail"`

	MaxRequests  int    `toml:"max_requests"`
	MaxTokens    int    `toml:"max_tokens"`
	Fallback     *bool  `toml:"fallback"`
	OnUnfaithful string `toml:"on_unfaithful"`
	services
}

// settings are the values that a run works with: those of flags, else of the
// environment (KILAS_*), else of the configuration file, else defaults.
type settings struct {
	to          kilas.Lang
	asked       bool // to was given as a flag
	pair        [2]kilas.Lang
	sentences   int
	summarizer  string
	writing     writing
	translators []string
	alignWith   string
	catalogs    []string // of translation models; none means the public ones
	autoModels  bool
	glossaries  []string // files beside those of the folder
	services    services
	jobs        int
	timeout     time.Duration
	color       string
	userAgent   string
	offline     bool
	quiet       bool
	verbose     bool
	private     bool
	noCache     bool
	refresh     bool
	cacheBytes  uint64 // of pages; 0 keeps none
	images      bool
	feedURL     string // of an Atom file, or with a / at its end of its folder
	output      string
	format      string
	digest      digestConfig
	mail        mailConfig
}

// load merges flags, environment and configuration. Flags that a command does
// not have count as not given.
func load(c *cli.Context, env environment) (settings, error) {
	cfg, err := readConfig(c)
	if err != nil {
		return settings{}, err
	}
	s := settings{
		sentences:   pick(c.IsSet("sentences"), c.Int("sentences"), cfg.Sentences, 5),
		summarizer:  pick(c.IsSet("summarizer"), c.String("summarizer"), cfg.Summarizer, "extractive"),
		jobs:        pick(c.IsSet("jobs"), c.Int("jobs"), cfg.Jobs, 4),
		color:       pick(c.IsSet("color"), c.String("color"), cfg.Color, "auto"),
		userAgent:   pick(c.IsSet("user-agent"), c.String("user-agent"), cfg.UserAgent, ""),
		offline:     c.Bool("offline") || cfg.Offline && !c.IsSet("offline"),
		quiet:       c.Bool("quiet"),
		verbose:     c.Bool("verbose"),
		private:     c.Bool("allow-private"),
		noCache:     c.Bool("no-cache"),
		refresh:     c.Bool("refresh"),
		images:      c.Bool("images"),
		feedURL:     pick(c.IsSet("feed-url"), c.String("feed-url"), cfg.Digest.FeedURL, ""),
		output:      c.String("output"),
		format:      c.String("format"),
		translators: c.StringSlice("translator"),
		catalogs:    pickList(c.IsSet("catalog"), c.StringSlice("catalog"), cfg.Catalogs),
		autoModels:  c.Bool("auto-models") || cfg.AutoModels && !c.IsSet("auto-models"),
		glossaries:  pickList(c.IsSet("glossary"), c.StringSlice("glossary"), cfg.Glossaries),
		services:    cfg.services,
		asked:       c.IsSet("to"),
		digest:      cfg.Digest,
		mail:        cfg.Mail,
	}
	if !c.IsSet("translator") {
		s.translators = cfg.Translator
	}
	if s.alignWith, err = alignWith(c, cfg); err != nil {
		return s, err
	}
	if s.writing, err = newWriting(c, cfg); err != nil {
		return s, err
	}
	if err := s.languages(c, cfg, env); err != nil {
		return s, err
	}
	timeout := pick(c.IsSet("timeout"), c.String("timeout"), cfg.Timeout, "2m")
	if s.timeout, err = time.ParseDuration(timeout); err != nil || s.timeout <= 0 {
		return s, usagef("write it as 30s, 2m or 1h", "timeout %q is no duration", timeout)
	}
	size := pick(false, "", cfg.CacheSize, "256MB")
	if s.cacheBytes, err = humanize.ParseBytes(size); err != nil || s.cacheBytes > math.MaxInt64 {
		return s, usagef("write it as 256MB or 1GB, or 0 to keep no pages", "cache_size %q is no size", size)
	}
	return s, s.validate()
}

func (s *settings) languages(c *cli.Context, cfg config, env environment) error {
	to := pick(c.IsSet("to"), c.String("to"), cfg.To, string(env.locale()))
	var err error
	if s.to, err = language("to", to); err != nil {
		return err
	}
	pair := pick(c.IsSet("pair"), c.String("pair"), cfg.Pair, "")
	if pair == "" || c.IsSet("to") && !c.IsSet("pair") {
		return nil
	}
	if c.IsSet("to") {
		return usagef("--pair names both languages of a brief, --to only the reader's", "--to and --pair exclude each other")
	}
	first, second, ok := strings.Cut(pair, ",")
	if !ok || strings.Contains(second, ",") {
		return usagef("write it as --pair id,en", "pair %q is not two languages", pair)
	}
	for i, tag := range []string{first, second} {
		if s.pair[i], err = language("pair", strings.TrimSpace(tag)); err != nil {
			return err
		}
	}
	if s.pair[0] == s.pair[1] {
		return usagef("name two different languages", "pair %q is one language", pair)
	}
	return nil
}

// language parses a language tag that the user gave; "" stays "".
func language(option, tag string) (kilas.Lang, error) {
	if tag == "" {
		return "", nil
	}
	lang, ok := langs.Parse(tag)
	if !ok {
		return "", usagef("languages are tags such as id, en, pt or zh-hant", "%s: %q is no language", option, tag)
	}
	return lang, nil
}

func (s *settings) validate() error {
	switch {
	case s.sentences < 1:
		return usagef("", "sentences must be at least 1, not %d", s.sentences)
	case s.jobs < 1:
		return usagef("", "jobs must be at least 1, not %d", s.jobs)
	case s.refresh && (s.offline || s.noCache):
		return usagef("--refresh asks the sites about pages that are kept", "--refresh excludes --offline and --no-cache")
	case s.color != "auto" && s.color != "always" && s.color != "never":
		return usagef("one of auto, always, never", "unknown color mode %q", s.color)
	}
	if err := checkFeedURL(s.feedURL); err != nil {
		return err
	}
	return checkSummarizer(s.summarizer)
}

// pick returns the flag's or environment's value when it is set, else the
// configured one unless that is zero, else the default.
func pick[T comparable](set bool, flag, configured, standard T) T {
	var zero T
	switch {
	case set:
		return flag
	case configured != zero:
		return configured
	}
	return standard
}

// pickList is pick for lists.
func pickList(set bool, flag, configured []string) []string {
	if set {
		return flag
	}
	return configured
}

// formatOf checks the format that was asked for against those of the command.
// When none was, it is the one that the ending of the output's name stands for,
// else the first.
func (s settings) formatOf(formats ...string) (string, error) {
	if s.format == "" {
		switch named := formatOfName(s.output); {
		case slices.Contains(formats, named):
			return named, nil
		case isDigestFormat(named):
			return "", usagef("... -f jsonl | kilas render -o "+s.output+" writes it; -f names another format", "output %s: only render and digest write %s", s.output, named)
		}
		return formats[0], nil
	}
	for _, f := range formats {
		if s.format == f {
			return f, nil
		}
	}
	return "", usagef("the formats are "+strings.Join(formats, ", "), "unknown format %q", s.format)
}

// formatOfName is the format that the ending of a file's name stands for, ""
// for none.
func formatOfName(name string) string {
	if strings.EqualFold(filepath.Ext(name), ".tsv") {
		return "tsv"
	}
	return digest.FormatOf(name)
}

// share is a part of the run's whole time.
func (s settings) share(part float64) time.Duration {
	return time.Duration(part * float64(s.timeout))
}
