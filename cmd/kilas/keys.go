package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/xdg"

	"github.com/kilas-news/kilas/internal/command"
)

// Limits of what gives a key.
const (
	maxKeyBytes    = 16 << 10
	keyCommandTime = time.Minute // a password manager may ask its user first
)

// keyConfig is where the configuration says that a service's key is. The key
// itself never stands there.
type keyConfig struct {
	KeyFile    string `toml:"key_file,omitempty"`
	KeyCommand string `toml:"key_command,omitempty"`
}

// keySource says where a key is looked for: in the environment by those of
// these names that are kilas' own, and by these names with _FILE added, which
// name a file; then where the configuration says; then by the other names,
// under which other programs may find the key of another service.
type keySource struct {
	variables []string
	keyConfig
}

// ownPrefix begins the names of kilas' own variables.
const ownPrefix = "KILAS_"

// find returns the key and where it was, or "" when there is none. An error
// says where it was looked for and never what was found there.
func (k keySource) find(ctx context.Context, env environment) (key, where string, err error) {
	configured := k.KeyFile != "" || k.KeyCommand != ""
	for _, name := range k.variables {
		if configured && !strings.HasPrefix(name, ownPrefix) {
			continue
		}
		if v := env.getenv(name); v != "" {
			key, err := cleanKey(v)
			return key, name, from(name, err)
		}
		if path := env.getenv(name + "_FILE"); path != "" {
			key, err := readKey(path)
			return key, name + "_FILE", from(name+"_FILE", err)
		}
	}
	switch {
	case k.KeyFile != "":
		key, err := readKey(homePath(k.KeyFile))
		return key, "key_file", from("key_file", err)
	case k.KeyCommand != "":
		key, err := runKey(ctx, k.KeyCommand)
		return key, "key_command", from("key_command", err)
	}
	return "", "", nil
}

// look returns where the key is, without running a command for it.
func (k keySource) look(env environment) (where string, err error) {
	if k.KeyFile == "" && k.KeyCommand != "" {
		own := keySource{variables: slices.DeleteFunc(slices.Clone(k.variables), func(name string) bool { return !strings.HasPrefix(name, ownPrefix) })}
		if _, where, err := own.find(context.Background(), env); where != "" {
			return where, err
		}
		return "key_command", nil
	}
	_, where, err = k.find(context.Background(), env)
	return where, err
}

func from(where string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("key of %s: %w", where, err)
}

func readKey(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(f, maxKeyBytes+1))
	if err != nil {
		return "", err
	}
	return cleanKey(string(data))
}

// runKey returns the first line that a command prints. No shell runs it.
func runKey(ctx context.Context, line string) (string, error) {
	words, err := command.Split(line)
	if err != nil {
		return "", err
	}
	if len(words) == 0 {
		return "", errors.New("command is empty")
	}
	ctx, cancel := context.WithTimeout(ctx, keyCommandTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, words[0], words[1:]...)
	cmd.WaitDelay = time.Second
	cmd.Stderr = os.Stderr // where a password manager talks to its user
	out, err := cmd.Output()
	if err != nil {
		return "", err
	}
	first, _, _ := bytes.Cut(bytes.TrimSpace(out), []byte("\n"))
	return cleanKey(string(first))
}

var (
	errEmptyKey = errors.New("it is empty")
	errNoKey    = errors.New("it has characters that no key has")
)

// cleanKey takes the white space off a key, which must be printable ASCII: it
// goes into the header of a request.
func cleanKey(s string) (string, error) {
	s = strings.TrimSpace(strings.TrimPrefix(s, "\uFEFF"))
	switch {
	case s == "":
		return "", errEmptyKey
	case len(s) > maxKeyBytes || strings.ContainsFunc(s, func(r rune) bool { return r <= ' ' || r > '~' }):
		return "", errNoKey
	}
	return s, nil
}

// homePath is a path of the configuration: "~/" is the user's home, and other
// relative paths are below the folder of kilas' configuration.
func homePath(path string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return filepath.Join(xdg.Home, rest)
	}
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(xdg.ConfigHome, "kilas", path)
}
