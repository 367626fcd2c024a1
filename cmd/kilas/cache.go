package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/adrg/xdg"
	"github.com/dustin/go-humanize"
	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/fetch/cache"
	"github.com/kilas-news/kilas/internal/store"
)

// cacheDir is the folder of all that kilas keeps and can do without.
func cacheDir() string { return filepath.Join(xdg.CacheHome, "kilas") }

// keep is one of the things that are kept there: a folder, or the files of a
// database. Count counts what is in it.
type keep struct {
	name, unit string
	paths      []string
	count      func(context.Context, keep) (int, error)
}

// keeps lists what is kept.
func keeps() []keep {
	memory := filepath.Join(cacheDir(), "translations.db")
	return []keep{
		{"http", "responses", []string{filepath.Join(cacheDir(), "http")}, countResponses},
		{"translations", "sentences", []string{memory, memory + "-wal", memory + "-shm"}, countTranslations},
		{"llm", "answers", []string{filepath.Join(cacheDir(), "llm")}, countFiles},
	}
}

func cacheCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:      "cache",
		Usage:     "what is kept of pages and translations",
		UsageText: "kilas cache info|clear\n\nEXAMPLE:\n   kilas cache clear http",
		Subcommands: []*cli.Command{
			{Name: "info", Usage: "how much is kept, and where", Flags: common(), Action: func(c *cli.Context) error {
				return cacheInfo(c, env)
			}},
			{Name: "clear", Usage: "remove what is kept", UsageText: "kilas cache clear [NAME...]\n\nWithout a NAME all is removed. Nothing is lost that can't be had again.", Flags: common(), Action: func(c *cli.Context) error {
				return clearCache(c, env)
			}},
		},
	}
}

// cacheInfo writes name, number, size and place of each, parted by tabs.
func cacheInfo(c *cli.Context, env environment) error {
	st, err := load(c, env)
	if err != nil {
		return err
	}
	out, err := openOutput(env, st.output)
	if err != nil {
		return err
	}
	defer out.Close()
	for _, k := range keeps() {
		bytes, err := k.bytes()
		if err != nil {
			return fmt.Errorf("cache %s: %w", k.name, err)
		}
		n := 0
		if bytes > 0 {
			if n, err = k.count(c.Context, k); err != nil {
				return &hintedError{fmt.Errorf("cache %s: %w", k.name, err), "'kilas cache clear " + k.name + "' removes it"}
			}
		}
		if _, err := fmt.Fprintf(out, "%s\t%d %s\t%s\t%s\n", k.name, n, k.unit, humanize.Bytes(bytes), k.paths[0]); err != nil {
			return err
		}
	}
	return out.Commit()
}

func clearCache(c *cli.Context, env environment) error {
	st, err := load(c, env)
	if err != nil {
		return err
	}
	all := keeps()
	asked := c.Args().Slice()
	for _, name := range asked {
		if !slices.ContainsFunc(all, func(k keep) bool { return k.name == name }) {
			return usagef("the names are http, translations and llm; without one, all is removed", "nothing called %q is kept", name)
		}
	}
	for _, k := range all {
		if len(asked) > 0 && !slices.Contains(asked, k.name) {
			continue
		}
		bytes, err := k.bytes()
		if err != nil {
			return fmt.Errorf("cache %s: %w", k.name, err)
		}
		for _, path := range k.paths {
			if err := os.RemoveAll(path); err != nil {
				return fmt.Errorf("cache %s: %w", k.name, err)
			}
		}
		if !st.quiet {
			_, _ = fmt.Fprintf(env.stderr, "kilas: %s: %s removed\n", k.name, humanize.Bytes(bytes))
		}
	}
	return nil
}

// bytes is the size of all files.
func (k keep) bytes() (uint64, error) {
	var sum uint64
	err := k.each(func(_ string, info fs.FileInfo) { sum += uint64(info.Size()) })
	return sum, err
}

// each visits all files. What isn't there, or goes meanwhile, is passed over.
func (k keep) each(visit func(path string, info fs.FileInfo)) error {
	for _, root := range k.paths {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return passOver(err)
			}
			info, err := d.Info()
			if err == nil {
				visit(path, info)
			}
			return passOver(err)
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func passOver(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

func countResponses(_ context.Context, k keep) (int, error) {
	u, err := cache.UsageOf(k.paths[0])
	return u.Responses, err
}

func countTranslations(ctx context.Context, k keep) (int, error) {
	m, err := store.OpenMemory(ctx, k.paths[0], maxMemoryBytes)
	if err != nil {
		return 0, err
	}
	n, err := m.Len(ctx)
	return n, errors.Join(err, m.Close())
}

// countFiles leaves out what is being written.
func countFiles(_ context.Context, k keep) (int, error) {
	n := 0
	err := k.each(func(path string, _ fs.FileInfo) {
		if !strings.HasPrefix(filepath.Base(path), ".") {
			n++
		}
	})
	return n, err
}
