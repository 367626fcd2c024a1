package main

import (
	"fmt"
	"strings"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/fetch"
)

// common are the flags of every command.
func common(own ...cli.Flag) []cli.Flag {
	return append(own,
		&cli.StringFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`, whole or not at all"},
		&cli.BoolFlag{Name: "quiet", Aliases: []string{"q"}, Usage: "no warnings and no progress"},
		&cli.BoolFlag{Name: "verbose", Aliases: []string{"v"}, Usage: "say more"},
		&cli.StringFlag{Name: "color", EnvVars: []string{"KILAS_COLOR"}, Usage: "color the output: `WHEN` is auto, always or never", DefaultText: "auto"},
		&cli.StringFlag{Name: "config", EnvVars: []string{"KILAS_CONFIG"}, Usage: "read the configuration from `FILE`"},
		&cli.BoolFlag{Name: "offline", EnvVars: []string{"KILAS_OFFLINE"}, Usage: "open no network connection; pages that are kept can be read"},
		&cli.StringFlag{Name: "timeout", EnvVars: []string{"KILAS_TIMEOUT"}, Usage: "end the whole run after `DURATION`", DefaultText: "2m"},
		&cli.IntFlag{Name: "jobs", EnvVars: []string{"KILAS_JOBS"}, Usage: "work on `N` sources at once", DefaultText: "4"},
	)
}

// sourceFlags are the flags of the commands that fetch.
func sourceFlags() []cli.Flag {
	return []cli.Flag{
		&cli.StringFlag{Name: "input-format", Usage: "the sources are `KIND`: html, text, markdown, jsonl, pdf or urls (default: found by looking)"},
		&cli.BoolFlag{Name: "urls", Usage: "the sources are lists of URLs, one a line"},
		&cli.BoolFlag{Name: "allow-private", EnvVars: []string{"KILAS_ALLOW_PRIVATE"}, Usage: "allow URLs of private and loopback addresses"},
		&cli.BoolFlag{Name: "browser", Usage: "render pages that need scripts with an installed Chromium"},
		&cli.StringFlag{Name: "cookies", EnvVars: []string{"KILAS_COOKIES"}, Usage: "send the cookies of `FILE`, in Netscape's format"},
		&cli.StringSliceFlag{Name: "header", Usage: "send `NAME: VALUE` to the sources' hosts; may be given again"},
		&cli.StringFlag{Name: "proxy", EnvVars: []string{"KILAS_PROXY"}, Usage: "fetch through the proxy at `URL` (default: the environment's)"},
		&cli.StringFlag{Name: "user-agent", EnvVars: []string{"KILAS_USER_AGENT"}, Usage: "introduce kilas to sites as `NAME`"},
		&cli.BoolFlag{Name: "refresh", Usage: "ask sites whether the pages that are kept have changed"},
		noCacheFlag(),
	}
}

func toFlag() cli.Flag {
	return &cli.StringFlag{Name: "to", Aliases: []string{"t"}, EnvVars: []string{"KILAS_TO"}, Usage: "the reader's `LANG` (default: config, else the locale, else en)"}
}

func pairFlag() cli.Flag {
	return &cli.StringFlag{Name: "pair", EnvVars: []string{"KILAS_PAIR"}, Usage: "both languages of every brief, as `LANG,LANG`"}
}

func translatorFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "translator", EnvVars: []string{"KILAS_TRANSLATOR"}, Usage: "translate with `BACKEND`: deepl, google, azure, libretranslate:URL, apertium, openai:MODEL, anthropic:MODEL, exec:COMMAND or none; again for a second choice"}
}

// translatorFlags are those of the commands that translate.
func translatorFlags() []cli.Flag {
	return []cli.Flag{
		translatorFlag(), glossaryFlag(), autoModelsFlag(),
		&cli.StringSliceFlag{Name: "catalog", EnvVars: []string{"KILAS_MODELS_CATALOG"}, Usage: "for --auto-models: the catalogue at `ADDRESS` (default: Mozilla's two)"},
	}
}

func glossaryFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "glossary", EnvVars: []string{"KILAS_GLOSSARY"}, Usage: "translate terms as `FILE` has them, which is named for its pair (id-en.tsv) or given as id-en=FILE; again for more"}
}

func autoModelsFlag() cli.Flag {
	return &cli.BoolFlag{Name: "auto-models", EnvVars: []string{"KILAS_AUTO_MODELS"}, Usage: "download the translation models that are needed and absent"}
}

func noCacheFlag() cli.Flag {
	return &cli.BoolFlag{Name: "no-cache", EnvVars: []string{"KILAS_NO_CACHE"}, Usage: "use and keep no copies of pages and translations"}
}

func formatFlag(formats string) cli.Flag {
	return &cli.StringFlag{Name: "format", Aliases: []string{"f"}, Usage: "write `FORMAT`: " + formats + formatDefault(formats)}
}

// formatDefault says what holds when no format is named.
func formatDefault(formats string) string {
	if strings.Contains(formats, "default") {
		return ""
	}
	first, _, _ := strings.Cut(formats, ",")
	first, _, _ = strings.Cut(first, " ")
	return fmt.Sprintf(" (default: by the ending of the output's name, else %s)", first)
}

func imagesFlag() cli.Flag {
	return &cli.BoolFlag{Name: "images", Usage: "show the publishers' pictures in html, which fetches them whenever it is read"}
}

func feedURLFlag() cli.Flag {
	return &cli.StringFlag{Name: "feed-url", Usage: "the address at which feed readers find an atom file, which names it; ending in / it is that of the folder"}
}

func sentencesFlag() cli.Flag {
	return &cli.IntFlag{Name: "sentences", Aliases: []string{"n"}, EnvVars: []string{"KILAS_SENTENCES"}, Usage: "`N` key sentences", DefaultText: "5"}
}

// kindOf is the kind of the sources that the flags name.
func kindOf(c *cli.Context) (fetch.Kind, error) {
	if k := c.String("input-format"); c.Bool("urls") && k != "" && k != string(fetch.KindURLs) {
		return "", usagef("leave one of them out", "--urls and --input-format %s exclude each other", k)
	}
	if c.Bool("urls") {
		return fetch.KindURLs, nil
	}
	name := c.String("input-format")
	for _, k := range append(fetch.Kinds(), "") {
		if string(k) == name {
			return k, nil
		}
	}
	return "", usagef("one of html, text, markdown, jsonl, pdf, urls", "unknown input format %q", name)
}
