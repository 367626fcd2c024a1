package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"

	"github.com/BurntSushi/toml"
	"github.com/adrg/xdg"
	"github.com/urfave/cli/v2"
)

// configPath is where the configuration file is: --config, KILAS_CONFIG, or
// the XDG configuration folder.
func configPath(c *cli.Context) (path string, named bool) {
	if p := c.String("config"); p != "" {
		return p, true
	}
	return xdg.ConfigHome + "/kilas/config.toml", false
}

const configHint = "'kilas config init --config NEW-FILE' writes a file that explains every key"

func readConfig(c *cli.Context) (config, error) {
	var cfg config
	path, named := configPath(c)
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) && !named {
		return cfg, nil
	}
	if err != nil {
		return cfg, usagef("'kilas config path' prints where kilas looks", "configuration: %v", err)
	}
	meta, err := toml.Decode(string(data), &cfg)
	if err != nil {
		return cfg, usagef(configHint, "configuration %s: %s", path, tomlMessage(err))
	}
	if unknown := meta.Undecoded(); len(unknown) > 0 {
		return cfg, usagef(configHint, "configuration %s: unknown key %q", path, unknown[0])
	}
	return cfg, nil
}

// Errors of package toml, which speak of Go, and have a type only where the
// syntax is wrong.
var (
	badLine   = regexp.MustCompile(`(?s)^toml: line (\d+)(?: \(last key "(.*?)"\))?: (.*)$`)
	wrongType = regexp.MustCompile(`^incompatible types: TOML value has type .*; destination has type (\w+)$`)
	noTable   = regexp.MustCompile(`^type mismatch for .*: expected table`)
)

// typeNames are what people call the types of values.
var typeNames = map[string]string{"string": "a text in quotes", "integer": "a whole number", "boolean": "true or false"}

// tomlMessage says what is wrong with a file and where.
func tomlMessage(err error) string {
	m := badLine.FindStringSubmatch(err.Error())
	if m == nil {
		return err.Error()
	}
	line, key, message := m[1], m[2], m[3]
	switch m := wrongType.FindStringSubmatch(message); {
	case m != nil && typeNames[m[1]] != "":
		message = key + " has to be " + typeNames[m[1]]
	case noTable.MatchString(message):
		message = fmt.Sprintf("%s has to be a section, [%[1]s]", key)
	case message == errNoTexts.Error():
		message = key + " " + message
	}
	return fmt.Sprintf("line %s: %s", line, message)
}

// textList is a list of texts, which may be one text alone.
type textList []string

var errNoTexts = errors.New("has to be a text in quotes, or a list of such")

// UnmarshalTOML implements toml.Unmarshaler.
func (l *textList) UnmarshalTOML(value any) error {
	switch value := value.(type) {
	case string:
		*l = textList{value}
		return nil
	case []any:
		list := make(textList, 0, len(value))
		for _, v := range value {
			text, ok := v.(string)
			if !ok {
				return errNoTexts
			}
			list = append(list, text)
		}
		*l = slices.Clip(list)
		return nil
	}
	return errNoTexts
}
