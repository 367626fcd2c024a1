package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/rivo/uniseg"
	"github.com/urfave/cli/v2"
)

// optionsTemplate is what the templates of urfave/cli list options by.
var optionsTemplate = regexp.MustCompile(`(?s)\{\{if \.VisibleFlagCategories\}\}.*?\{\{template "visibleFlagTemplate" \.\}\}\{\{end\}\}`)

// roomyWidth is how wide a terminal is on which options and what they do stand
// side by side.
const roomyWidth = 160

// helpTemplate is the help of a command. On a terminal that is not roomy what an
// option does stands under it, and no line is longer than the terminal.
func helpTemplate(c *cli.Command, width int) string {
	text := cli.CommandHelpTemplate
	if len(c.Subcommands) > 0 {
		text = cli.SubcommandHelpTemplate
	}
	if width > 0 && width < roomyWidth {
		text = optionsTemplate.ReplaceAllLiteralString(text, "\n\nOPTIONS:\n"+options(c.Flags, width))
	}
	return text + exitHelp + "\n"
}

// options lists flags with what they do below them.
func options(flags []cli.Flag, width int) string {
	var b strings.Builder
	for _, f := range append(flags[:len(flags):len(flags)], cli.HelpFlag) {
		if hidden(f) {
			continue
		}
		name, usage, _ := strings.Cut(f.String(), "\t")
		name, _, _ = strings.Cut(name, " [ ") // which says that it may be given again
		fmt.Fprintf(&b, "   %s\n", strings.TrimSpace(name))
		for _, line := range fill(usage, width-8) {
			fmt.Fprintf(&b, "        %s\n", line)
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// fill breaks a text into lines of words of at most width columns, where its
// words allow.
func fill(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		if line != "" && uniseg.StringWidth(line)+1+uniseg.StringWidth(word) > width {
			lines = append(lines, line)
			line = ""
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}
