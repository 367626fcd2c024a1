package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/urfave/cli/v2"
)

// shells are those that completions are written for.
var shells = map[string]func(io.Writer, []completion){"bash": completeBash, "zsh": completeZsh, "fish": completeFish}

func completionCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:  "completion",
		Usage: "a script that completes commands and options in your shell",
		UsageText: "kilas completion bash|zsh|fish\n\nEXAMPLE:\n   echo 'source <(kilas completion bash)' >> ~/.bashrc\n" +
			"   kilas completion zsh > ~/.zfunc/_kilas        (a folder in $fpath)\n   kilas completion fish > ~/.config/fish/completions/kilas.fish",
		Action: func(c *cli.Context) error {
			write := shells[c.Args().First()]
			if write == nil || c.NArg() != 1 {
				return usagef("one of bash, zsh, fish", "completion: which shell?")
			}
			var b strings.Builder
			write(&b, completions("", c.App.Commands))
			_, err := io.WriteString(env.stdout, b.String())
			return err
		},
	}
}

// completion is what may follow a command, whose path is "digest run".
type completion struct {
	path     string
	commands []*cli.Command
	flags    []cli.Flag
}

// completions lists all commands, each before those in it.
func completions(path string, commands []*cli.Command) []completion {
	visible := slices.DeleteFunc(slices.Clone(commands), func(c *cli.Command) bool { return c.Hidden || c.Name == "help" })
	out := []completion{{path: path, commands: visible}}
	for _, c := range visible {
		name := strings.TrimSpace(path + " " + c.Name)
		if len(c.Subcommands) > 0 {
			out = append(out, completions(name, c.Subcommands)...)
			continue
		}
		out = append(out, completion{path: name, flags: slices.DeleteFunc(slices.Clone(c.Flags), hidden)})
	}
	return out
}

func hidden(f cli.Flag) bool {
	v, ok := f.(cli.VisibleFlag)
	return ok && !v.IsVisible()
}

// words are what completes an argument, and what completes one that begins with
// a hyphen.
func (c completion) words() (arguments, options string) {
	var names []string
	for _, sub := range c.commands {
		names = append(names, sub.Name)
	}
	list := []string{"--help"}
	for _, f := range c.flags {
		for _, name := range f.Names() {
			list = append(list, dashed(name))
		}
	}
	slices.Sort(list)
	return strings.Join(names, " "), strings.Join(slices.Compact(list), " ")
}

// table writes the cases of a shell's case statement over the path.
func table(w io.Writer, list []completion) {
	for _, c := range list {
		arguments, options := c.words()
		fmt.Fprintf(w, "    '%s') arguments='%s' options='%s' ;;\n", c.path, arguments, options)
	}
}

// paths are the patterns of a case statement for all commands.
func paths(list []completion) string {
	var out []string
	for _, c := range list[1:] {
		out = append(out, "'"+c.path+"'")
	}
	return strings.Join(out, "|")
}

func completeBash(w io.Writer, list []completion) {
	fmt.Fprintf(w, `# bash completion of kilas
_kilas() {
  local current=${COMP_WORDS[COMP_CWORD]} path= word arguments= options=
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "${path:+$path }$word" in %s) path="${path:+$path }$word" ;; esac
  done
  case $path in
`, paths(list))
	table(w, list)
	fmt.Fprint(w, `  esac
  case $current in
    -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
    *) COMPREPLY=($(compgen -W "$arguments" -- "$current")) ;;
  esac
}
complete -o default -F _kilas kilas
`)
}

func completeZsh(w io.Writer, list []completion) {
	fmt.Fprintf(w, `#compdef kilas
_kilas() {
  local at= word arguments= options=
  for word in "${(@)words[2,CURRENT-1]}"; do
    case "${at:+$at }$word" in %s) at="${at:+$at }$word" ;; esac
  done
  case $at in
`, paths(list))
	table(w, list)
	fmt.Fprint(w, `  esac
  case ${words[CURRENT]} in
    -*) compadd -- ${=options} ;;
    *) if [[ -n $arguments ]]; then compadd -- ${=arguments}; else _files; fi ;;
  esac
}
if [[ $funcstack[1] == _kilas ]]; then _kilas "$@"; else compdef _kilas kilas; fi
`)
}

func completeFish(w io.Writer, list []completion) {
	fmt.Fprint(w, "# fish completion of kilas\n")
	quote := func(s string) string { return "'" + strings.NewReplacer(`\`, `\\`, "'", `\'`).Replace(s) + "'" }
	for _, c := range list {
		when := "__fish_use_subcommand"
		if c.path != "" {
			var seen []string
			for _, name := range strings.Fields(c.path) {
				seen = append(seen, "__fish_seen_subcommand_from "+name)
			}
			when = strings.Join(seen, "; and ")
		}
		for _, sub := range c.commands {
			condition := when
			if c.path != "" {
				arguments, _ := c.words()
				condition += "; and not __fish_seen_subcommand_from " + arguments
			}
			fmt.Fprintf(w, "complete -c kilas -f -n %s -a %s -d %s\n", quote(condition), sub.Name, quote(sub.Usage))
		}
		for _, f := range c.flags {
			fmt.Fprintf(w, "complete -c kilas -n %s", quote(when))
			for _, name := range f.Names() {
				fmt.Fprintf(w, " -%s %s", optionKind(name), name)
			}
			if d, ok := f.(cli.DocGenerationFlag); ok {
				if d.TakesValue() {
					fmt.Fprint(w, " -r")
				}
				fmt.Fprintf(w, " -d %s", quote(strings.ReplaceAll(d.GetUsage(), "`", "")))
			}
			fmt.Fprintln(w)
		}
	}
}

// optionKind is what fish calls options of one letter, and longer ones.
func optionKind(name string) string {
	if len(name) == 1 {
		return "s"
	}
	return "l"
}
