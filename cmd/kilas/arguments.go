package main

import (
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// arrange puts the flags of a command before its arguments, since urfave/cli
// parses none after the first argument, and the flags that stand before the
// command behind it. "--" ends the flags. Short flags may be joined, and hold
// their values, as in -qn3. Unknown flags are moved too, so that the parser
// names them. "help" before a command or in the place of one asks for its help.
func arrange(args []string, app *cli.App) ([]string, error) {
	if len(args) == 0 {
		return args, nil
	}
	out := args[:1:1]
	rest := args[1:]
	commands, table := app.Commands, flagTable(allFlags(app.Commands))
	var flags, arguments []string
	help := false
	for len(rest) > 0 {
		arg := rest[0]
		rest = rest[1:]
		switch {
		case arg == "--":
			arguments = append(arguments, rest...)
			rest = nil
		case len(arg) > 1 && arg[0] == '-':
			joined := unjoin(table, arg)
			arg = joined[len(joined)-1]
			flags = append(flags, joined...)
			if takesValue(table, arg) {
				if len(rest) == 0 {
					return nil, usagef("", "option %s needs a value", arg)
				}
				flags = append(flags, rest[0])
				rest = rest[1:]
			}
		case (arg == "help" || arg == "h") && len(arguments) == 0 && len(commands) > 0:
			help = true
		case help && len(commands) > 0 && find(commands, arg) == nil:
			return nil, unknownCommand(arg, commands)
		case len(arguments) == 0 && find(commands, arg) != nil:
			c := find(commands, arg)
			out = append(out, arg)
			commands = c.Subcommands
			if len(commands) == 0 {
				table = flagTable(c.Flags)
			}
		default:
			arguments = append(arguments, arg)
		}
	}
	if help {
		return append(out, "--help"), nil
	}
	out = append(out, flags...)
	if len(arguments) > 0 {
		if len(out) > 1+len(flags) && len(commands) == 0 {
			out = append(out, "--")
		}
		out = append(out, arguments...)
	}
	return out, nil
}

func find(commands []*cli.Command, name string) *cli.Command {
	i := slices.IndexFunc(commands, func(c *cli.Command) bool { return c.HasName(name) })
	if i < 0 {
		return nil
	}
	return commands[i]
}

func allFlags(commands []*cli.Command) []cli.Flag {
	var out []cli.Flag
	for _, c := range commands {
		out = append(out, c.Flags...)
		out = append(out, allFlags(c.Subcommands)...)
	}
	return out
}

// flagTable says of each name of a flag whether it takes a value.
func flagTable(flags []cli.Flag) map[string]bool {
	table := make(map[string]bool)
	for _, f := range flags {
		_, isBool := f.(*cli.BoolFlag)
		for _, name := range f.Names() {
			table[name] = !isBool
		}
	}
	return table
}

func takesValue(table map[string]bool, arg string) bool {
	return !strings.Contains(arg, "=") && table[strings.TrimLeft(arg, "-")]
}

// unjoin takes joined short flags apart: -qn3 is -q -n 3, written as -n=3 so that
// one word stays one. What is no such thing stays as it is.
func unjoin(table map[string]bool, arg string) []string {
	if _, known := table[strings.TrimLeft(arg, "-")]; known || arg[1] == '-' || strings.Contains(arg, "=") {
		return []string{arg}
	}
	var out []string
	for i, letter := range arg[1:] {
		value, known := table[string(letter)]
		rest := arg[1+i+len(string(letter)):]
		switch {
		case !known:
			return []string{arg}
		case value && rest != "":
			return append(out, "-"+string(letter)+"="+rest)
		}
		out = append(out, "-"+string(letter))
	}
	return out
}
