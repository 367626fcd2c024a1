package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/summarize/generate"
)

func promptsCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:  "prompts",
		Usage: "print or export the prompts of language models",
		UsageText: "kilas config prompts [NAME]\n   kilas config prompts --export\n\n" +
			"Without a NAME it lists the prompts and where each comes from. A file that\n" +
			"--export writes goes before the built-in prompt of its name from then on.\n\nEXAMPLE:\n   kilas config prompts points",
		Flags: common(
			&cli.BoolFlag{Name: "builtin", Usage: "print the built-in prompt, whatever stands in its place"},
			&cli.BoolFlag{Name: "export", Usage: "write all prompts that are not there yet to the configuration folder"},
		),
		Action: func(c *cli.Context) error {
			switch {
			case c.NArg() > 1 || c.Bool("export") && c.NArg() > 0:
				return usagef("'kilas config prompts' lists the names", "prompts takes one name, or --export")
			case c.Bool("export"):
				return exportPrompts(env)
			case c.NArg() == 1:
				return printPrompt(env, c.Args().First(), c.Bool("builtin"))
			}
			return listPrompts(env)
		},
	}
}

// listPrompts writes each prompt's name and its file, or "built in".
func listPrompts(env environment) error {
	for _, name := range generate.PromptNames() {
		where := "built in"
		if path := ownPrompt(name); path != "" {
			where = path
		}
		if _, err := fmt.Fprintf(env.stdout, "%s\t%s\n", name, where); err != nil {
			return err
		}
	}
	return nil
}

// ownPrompt is the user's file for a prompt, "" when there is none.
func ownPrompt(name string) string {
	path := filepath.Join(promptsDir(), generate.PromptFile(name))
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

func printPrompt(env environment, name string, builtin bool) error {
	text, ok := generate.DefaultPrompt(name)
	if !ok {
		return usagef("'kilas config prompts' lists them", "no prompt is called %q", name)
	}
	if path := ownPrompt(name); path != "" && !builtin {
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		text = string(data)
	}
	_, err := fmt.Fprint(env.stdout, text)
	return err
}

// exportPrompts writes the prompts that the folder lacks, and what they can
// use, and prints the paths of what it wrote.
func exportPrompts(env environment) error {
	if err := os.MkdirAll(promptsDir(), 0o755); err != nil {
		return err
	}
	files := map[string]string{"README.md": generate.PromptHelp()}
	names := []string{"README.md"}
	for _, name := range generate.PromptNames() {
		file := generate.PromptFile(name)
		files[file], _ = generate.DefaultPrompt(name)
		names = append(names, file)
	}
	for _, name := range names {
		path := filepath.Join(promptsDir(), name)
		if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
			continue
		}
		out, err := openOutput(env, path)
		if err != nil {
			return err
		}
		if _, err = out.WriteString(files[name]); err == nil {
			err = out.Commit()
		}
		out.Close()
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintln(env.stdout, path); err != nil {
			return err
		}
	}
	return nil
}
