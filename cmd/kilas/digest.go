package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/urfave/cli/v2"
)

func digestCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:  "digest",
		Usage: "what is new in your feeds, each story once",
		UsageText: "kilas digest run|mark-read|history|cron\n\nEXAMPLE:\n   kilas feeds add https://example.com/rss\n   kilas digest run -o 'digest-{date}.html'\n\n" +
			"A digest tells what no digest has told before. Articles on one event are one\nstory, also across languages.",
		Subcommands: []*cli.Command{
			{
				Name: "run", Usage: "fetch the feeds and write one digest of what is new",
				UsageText: "kilas digest run [OPTIONS]\n\nEXAMPLE:\n   kilas digest run -o 'news/digest-{date}.html' --max-stories 10\n\n" +
					"In the name of a file, {date}, {time} and {n} are replaced; a file with one of\nthem never replaces another. Without -o the digest goes to standard output.\n" +
					"Nothing is written when nothing is new.",
				Flags:  runFlags(),
				Action: func(c *cli.Context) error { return runDigest(c, env) },
			},
			{
				Name: "mark-read", Usage: "have no digest tell what is in the feeds now",
				Flags:  digestFlags(fetchFlags()...),
				Action: func(c *cli.Context) error { return markRead(c, env) },
			},
			{
				Name: "history", Usage: "the digests that were delivered, the latest first",
				Flags: common(formatFlag("text or jsonl"),
					&cli.IntFlag{Name: "limit", Aliases: []string{"n"}, Usage: "at most `N`", DefaultText: "20"}),
				Action: func(c *cli.Context) error { return digestHistory(c, env) },
			},
			{
				Name: "cron", Usage: "print how to run the digest every morning",
				UsageText: "kilas digest cron [--at 06:30] [OPTIONS OF DIGEST RUN]\n\nEXAMPLE:\n   kilas digest cron --at 7:00 --archive ~/news | tail -n +2",
				Flags:     append(runFlags(), &cli.StringFlag{Name: "at", Usage: "every day at `TIME`", DefaultText: "06:30"}),
				Action:    func(c *cli.Context) error { return digestCron(c, env) },
			},
		},
	}
}

// runFlags are the flags of a run.
func runFlags() []cli.Flag {
	return digestFlags(append(append(fetchFlags(), translatorFlags()...), alignWithFlag(), toFlag(), sentencesFlag(),
		pairFlag(),
		summarizerFlag(), unfaithfulFlag(), maxRequestsFlag(), maxTokensFlag(),
		formatFlag("text, markdown, html, json, jsonl, tmx, atom or epub (default: by the file's ending, else text)"), imagesFlag(), feedURLFlag(),
		&cli.StringSliceFlag{Name: "output", Aliases: []string{"o"}, Usage: "write to `FILE`, - for standard output; may be given again"},
		&cli.StringSliceFlag{Name: "mail", Usage: "send it to `ADDRESS`, as the configuration's [mail] says; may be given again"},
		&cli.StringFlag{Name: "archive", Usage: "write a page into the folder `DIR`, and its index.html"},
		&cli.StringFlag{Name: "since", Usage: "tell what is at most `AGE` old, such as 24h or 7d (default: since the last digest, at least a day and at most a week)"},
		&cli.IntFlag{Name: "max-stories", Usage: "tell the `N` most important stories, 0 for all", DefaultText: "15"},
		&cli.StringSliceFlag{Name: "include", Usage: "tell only what is on `WORDS`; may be given again"},
		&cli.StringSliceFlag{Name: "exclude", Usage: "leave out what is on `WORDS`; may be given again"},
		&cli.StringFlag{Name: "title", Usage: "the digest's `TITLE`"},
		&cli.BoolFlag{Name: "no-updates", Usage: "don't tell a story again when its articles change"},
		&cli.BoolFlag{Name: "always", Usage: "write a digest when nothing is new, too"},
		&cli.BoolFlag{Name: "dry-run", Usage: "say what would be told and change nothing"},
	)...)
}

// fetchFlags are the flags of commands that ask feeds.
func fetchFlags() []cli.Flag {
	own := []string{"input-format", "urls", "refresh"}
	return append(slices.DeleteFunc(sourceFlags(), func(f cli.Flag) bool { return slices.Contains(own, f.Names()[0]) }),
		&cli.DurationFlag{Name: "wait", Usage: "wait up to `DURATION` for another run to end"},
		&cli.TimestampFlag{Name: "now", EnvVars: []string{"KILAS_NOW"}, Layout: time.RFC3339, Hidden: true, Usage: "the clock of the run"})
}

// digestFlags are the flags of a command and those of all commands, which it
// may have in its own way.
func digestFlags(own ...cli.Flag) []cli.Flag {
	for _, f := range common() {
		name := f.Names()[0]
		if name == "timeout" {
			f = &cli.StringFlag{Name: "timeout", EnvVars: []string{"KILAS_TIMEOUT"}, Usage: "end the whole run after `DURATION`", DefaultText: defaultDigestTimeout}
		}
		if !slices.ContainsFunc(own, func(o cli.Flag) bool { return o.Names()[0] == name }) {
			own = append(own, f)
		}
	}
	return own
}

// defaultDigestTimeout is longer than that of other commands, since nobody
// waits.
const defaultDigestTimeout = "10m"

func errOutput(format string, args ...any) error {
	return usagef("write it as -o 'digest-{date}.html', or name a format with -f", "%s", fmt.Sprintf(format, args...))
}

// digestConfig is what the configuration says of digests. Its keys are named
// like the flags of a run.
type digestConfig struct {
	Output     textList `toml:"output,omitempty"`
	Archive    string   `toml:"archive,omitempty"`
	Since      string   `toml:"since,omitempty"`
	MaxStories *int     `toml:"max_stories,omitempty"`
	Include    textList `toml:"include,omitempty"`
	Exclude    textList `toml:"exclude,omitempty"`
	Title      string   `toml:"title,omitempty"`
	FeedURL    string   `toml:"feed_url,omitempty"`
	NoUpdates  bool     `toml:"no_updates,omitempty"`
}
