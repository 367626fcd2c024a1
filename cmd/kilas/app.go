package main

import (
	"context"
	"fmt"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/urfave/cli/v2"
)

// run executes a command line and returns its exit status.
func run(ctx context.Context, args []string, env environment) int {
	app := newApp(env)
	args, err := arrange(args, app)
	if err == nil {
		err = app.RunContext(ctx, args)
	}
	if ctx.Err() != nil && err != nil {
		err = context.Canceled
	}
	report(env.stderr, err)
	return exitCode(err)
}

func newApp(env environment) *cli.App {
	app := &cli.App{
		Name:      "kilas",
		Usage:     "news in brief, in your language beside its own",
		UsageText: "kilas COMMAND [OPTIONS] [SOURCE...]",
		Description: "A SOURCE is a URL, a file (HTML, plain text, Markdown, PDF, article JSONL, also\n" +
			".gz) or - for standard input. The stages compose:\n\n" +
			"   kilas fetch URL | kilas brief - -t en -f jsonl | kilas render -f html -o brief.html",
		HideVersion:               true,
		DisableSliceFlagSeparator: true,
		Reader:                    env.stdin,
		Writer:                    env.stdout,
		ErrWriter:                 env.stderr,
		ExitErrHandler:            func(*cli.Context, error) {},
		Flags:                     []cli.Flag{&cli.BoolFlag{Name: "version", Usage: "print the version"}},
		Action: func(c *cli.Context) error {
			if c.Bool("version") {
				_, err := fmt.Fprintln(env.stdout, "kilas", version())
				return err
			}
			if c.NArg() == 0 {
				return usagef("'kilas help' lists the commands; 'kilas brief SOURCE' is the main one", "no command given")
			}
			return unknownCommand(c.Args().First(), c.App.Commands)
		},
		Commands: []*cli.Command{
			briefCommand(env), fetchCommand(env), detectCommand(env), summarizeCommand(env),
			translateCommand(env), alignCommand(env), renderCommand(env), digestCommand(env), feedsCommand(env),
			modelsCommand(env), cacheCommand(env), configCommand(env), doctorCommand(env), completionCommand(env),
		},
	}
	for _, c := range app.Commands {
		prepare(c, app.Name, env.width())
	}
	app.OnUsageError = usageErrorOf("kilas help")
	return app
}

// prepare gives a command and its subcommands what they would not inherit. in is
// how the command that it belongs to is called, width that of the terminal.
func prepare(c *cli.Command, in string, width int) {
	path := in + " " + c.Name
	c.OnUsageError = usageErrorOf(path + " --help")
	c.HideHelpCommand = true
	if c.UsageText == "" {
		c.UsageText = path + " [OPTIONS]"
	}
	for _, f := range c.Flags {
		if b, ok := f.(*cli.BoolFlag); ok {
			b.DisableDefaultText = true
		}
	}
	c.CustomHelpTemplate = helpTemplate(c, width)
	for _, sub := range c.Subcommands {
		prepare(sub, path, width)
	}
	if len(c.Subcommands) > 0 && c.Action == nil {
		c.Action = func(ctx *cli.Context) error {
			if ctx.NArg() > 0 {
				return unknownCommand(ctx.Args().First(), c.Subcommands)
			}
			return usagef("'kilas "+c.Name+" --help' lists them", "%s needs a command of its own: %s", c.Name, names(c.Subcommands))
		}
	}
}

// usageErrorOf words the errors of the flags' parser and names the help.
func usageErrorOf(help string) cli.OnUsageErrorFunc {
	return func(_ *cli.Context, err error, _ bool) error {
		return usagef(fmt.Sprintf("'%s' lists the options", help), "%s", flagError(err.Error()))
	}
}

// Errors of package flag, which has no types for them.
var (
	unknownFlag = regexp.MustCompile(`^flag provided but not defined: -(.*)$`)
	badVariable = regexp.MustCompile(`^could not parse (".*") as \S+ value from environment variable "(\w+)" for flag .*$`)
	badValue    = regexp.MustCompile(`^invalid (?:boolean )?value (".*") for (?:flag )?-(\S+): .*$`)
)

// flagError says what is wrong with a flag, written as people write it.
func flagError(message string) string {
	if m := unknownFlag.FindStringSubmatch(message); m != nil {
		return "unknown option " + dashed(m[1])
	}
	if m := badVariable.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("%s is no value for the environment variable %s", m[1], m[2])
	}
	if m := badValue.FindStringSubmatch(message); m != nil {
		return fmt.Sprintf("%s is no value for %s", m[1], dashed(m[2]))
	}
	return message
}

func dashed(flag string) string {
	if utf8.RuneCountInString(flag) == 1 {
		return "-" + flag
	}
	return "--" + flag
}

func unknownCommand(name string, commands []*cli.Command) error {
	hint := "the commands are " + names(commands)
	if strings.Contains(name, "/") || strings.Contains(name, ".") {
		hint = fmt.Sprintf("did you mean 'kilas brief %s'?", name)
	}
	return usagef(hint, "unknown command %q", name)
}

func names(commands []*cli.Command) string {
	var out []string
	for _, c := range commands {
		if !c.Hidden && c.Name != "help" {
			out = append(out, c.Name)
		}
	}
	return strings.Join(out, ", ")
}

// version is the module's version as the Go tool recorded it.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	i := slices.IndexFunc(info.Settings, func(s debug.BuildSetting) bool { return s.Key == "vcs.revision" })
	if i >= 0 && info.Main.Version == "(devel)" {
		return "(devel) " + info.Settings[i].Value
	}
	return info.Main.Version
}
