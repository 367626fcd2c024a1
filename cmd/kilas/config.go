package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/dustin/go-humanize"
	"github.com/urfave/cli/v2"
)

func configCommand(env environment) *cli.Command {
	return &cli.Command{
		Name:      "config",
		Usage:     "where settings come from, and what they are",
		UsageText: "kilas config path|show|init|prompts",
		Subcommands: []*cli.Command{
			{Name: "path", Usage: "print the path of the configuration file", Flags: common(), Action: func(c *cli.Context) error {
				path, _ := configPath(c)
				_, err := fmt.Fprintln(env.stdout, path)
				return err
			}},
			{Name: "show", Usage: "print the settings in force as a configuration file", Flags: common(append(append(translatorFlags(), summarizerFlags()...), alignWithFlag(), toFlag(), sentencesFlag(), pairFlag())...), Action: func(c *cli.Context) error {
				s, err := load(c, env)
				if err != nil {
					return err
				}
				_, err = fmt.Fprint(env.stdout, s.toml())
				return err
			}},
			promptsCommand(env),
			{Name: "init", Usage: "write a commented configuration file", Flags: common(), Action: func(c *cli.Context) error {
				return initConfig(c, env)
			}},
		},
	}
}

// initConfig writes the file that explains every key, and never over another.
func initConfig(c *cli.Context, env environment) error {
	path, _ := configPath(c)
	if _, err := os.Stat(path); err == nil {
		return &hintedError{fmt.Errorf("%s exists already", path), "edit it, or name another file with --config"}
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	out, err := openOutput(env, path)
	if err != nil {
		return err
	}
	defer out.Close()
	if _, err := out.WriteString(configTemplate); err != nil {
		return err
	}
	if err := out.Commit(); err != nil {
		return err
	}
	_, err = fmt.Fprintln(env.stdout, path)
	return err
}

const configTemplate = `# Settings of kilas. A flag goes before an environment variable (KILAS_TO and
# so on), which goes before this file. Take the # off a line to set its key.

# The reader's language, as a tag: id, en, pt, zh-hant. Default: the locale's.
# to = "en"

# Both languages of every brief: an Indonesian article gets an English side,
# an English article an Indonesian one.
# pair = "id,en"

# Key sentences of a brief.
# sentences = 5

# What summarizes: extractive (built in), openai:MODEL, anthropic:MODEL, or
# exec:COMMAND (a command that reads articles as JSON and prints a summary).
# The text of articles goes to it. Its answers are kept from run to run.
# summarizer = "extractive"

# What becomes of a point of a model that fails its checks twice: replace it by
# a sentence of the article, drop or keep it. And whether the built-in
# summarizer takes the place of one that fails.
# on_unfaithful = "replace"
# fallback = true

# The most that a run may ask of language models; 0 is no bound.
# max_requests = 0
# max_tokens = 0

# What translates, first choice first: deepl, google, azure,
# libretranslate:URL, apertium (the program), apertium:URL (its HTTP service),
# openai:MODEL, anthropic:MODEL, exec:COMMAND (a command that reads lines and
# writes as many), none. The text of articles goes to it. Without one it is an
# installed model, else a service that has a section below, else a built-in
# model.
# translator = ["deepl", "exec:apertium -u eng-spa"]

# Two articles are both quoted, and need no translator. Translations help to
# pair what they say: those of translators that keep text on this machine
# (local: installed models, apertium), of all translators, or of none.
# align_with = "local"

# Download the translation models that are needed and absent.
# auto_models = false

# Glossaries beside those in the folder "glossary" next to this file, where
# id-en.tsv holds a term, a tab and its translation a line.
# glossary = ["~/style/id-en.tsv"]

# Where 'kilas models' finds translation models: URLs, files or folders in the
# form of Mozilla's catalogues, first choice first.
# models_catalog = ["https://mirror.example/db/models.json"]

# Sources to work on at once, and the time that a whole run may take.
# jobs = 4
# timeout = "2m"

# auto, always or never.
# color = "auto"

# How kilas introduces itself to sites.
# user_agent = "kilas (+https://example.com/about)"

# Open no network connection.
# offline = false

# How much of the disk the pages may take that are kept, so that they needn't
# be fetched again; 0 keeps none.
# cache_size = "256MB"

# Services. Sections come after all other keys. A key is best kept in the
# environment (DEEPL_API_KEY, GOOGLE_TRANSLATE_API_KEY, AZURE_TRANSLATOR_KEY,
# OPENAI_API_KEY, ANTHROPIC_API_KEY, KILAS_LIBRETRANSLATE_KEY; with _FILE added
# the name of a file), else in a file or with a password manager:
# [deepl]
# key_file = "~/.config/kilas/deepl.key"
# variants = ["en-GB", "pt-PT"]

# [google]
# key_command = "pass show google-translate"

# [azure]
# key_file = "~/.config/kilas/azure.key"
# region = "southeastasia"

# [libretranslate]
# url = "http://localhost:5000"

# [apertium]
# url = "http://localhost:2737"

# Any server that speaks the API of OpenAI will do: Ollama, llama.cpp, vLLM, LM
# Studio, OpenRouter. timeout is how long it may be silent; models that think
# first may need more tokens for their answers.
# [openai]
# base_url = "http://localhost:11434/v1"
# timeout = "1m"
# max_output_tokens = 4096

# [anthropic]
# key_command = "pass show anthropic"

# What 'kilas digest run' does when no flag says otherwise.
# [digest]
# output = ["~/news/digest-{date}.html"]   # or archive = "~/news"
# since = "24h"
# max_stories = 15
# include = ["climate", "bank sentral"]
# exclude = ["football"]
# feed_url = "https://example.com/news/"   # where the Atom files of output are published

# How digests are sent as mail: to these, or to those that --mail names. The
# password is in KILAS_MAIL_PASSWORD, in a file, or printed by a command.
# [mail]
# to = ["you@example.com"]
# from = "Morning news <digest@example.com>"
# server = "smtp.example.com:587"          # or sendmail = "sendmail -t -i"
# security = "starttls"                    # or tls, or none on this machine
# user = "digest@example.com"
# key_command = "pass show mail"           # or key_file = "~/.mail-password"
`

// toml writes the settings in force as a configuration file.
func (s settings) toml() string {
	var b strings.Builder
	text := func(key, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s = %q\n", key, value)
		}
	}
	text("to", string(s.to))
	if s.pair[0] != "" {
		text("pair", string(s.pair[0]+","+s.pair[1]))
	}
	fmt.Fprintf(&b, "sentences = %d\n", s.sentences)
	text("summarizer", s.summarizer)
	text("on_unfaithful", string(s.writing.onUnfaithful))
	fmt.Fprintf(&b, "fallback = %v\n", !s.writing.noFallback)
	fmt.Fprintf(&b, "max_requests = %d\nmax_tokens = %d\n", s.writing.maxRequests, s.writing.maxTokens)
	if len(s.translators) > 0 {
		fmt.Fprintf(&b, "translator = [%s]\n", quoted(s.translators))
	}
	text("align_with", s.alignWith)
	if len(s.catalogs) > 0 {
		fmt.Fprintf(&b, "models_catalog = [%s]\n", quoted(s.catalogs))
	}
	fmt.Fprintf(&b, "jobs = %d\n", s.jobs)
	text("timeout", s.timeout.String())
	text("color", s.color)
	text("user_agent", s.userAgent)
	fmt.Fprintf(&b, "offline = %v\n", s.offline)
	text("cache_size", strings.ReplaceAll(humanize.Bytes(s.cacheBytes), " ", ""))
	fmt.Fprintf(&b, "auto_models = %v\n", s.autoModels)
	if len(s.glossaries) > 0 {
		fmt.Fprintf(&b, "glossary = [%s]\n", quoted(s.glossaries))
	}
	return b.String() + s.sections()
}

// sections are those of the services, of digests and of mail, as far as they
// say something. No key stands in them.
func (s settings) sections() string {
	all := struct {
		services
		Digest *digestConfig `toml:"digest,omitempty"`
		Mail   *mailConfig   `toml:"mail,omitempty"`
	}{services: s.services}
	if !reflect.ValueOf(s.digest).IsZero() {
		all.Digest = &s.digest
	}
	if !reflect.ValueOf(s.mail).IsZero() {
		all.Mail = &s.mail
	}
	var b strings.Builder
	enc := toml.NewEncoder(&b)
	enc.Indent = ""
	if enc.Encode(all) != nil || b.Len() == 0 { // never for plain values
		return ""
	}
	return "\n" + b.String()
}

func quoted(list []string) string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = fmt.Sprintf("%q", s)
	}
	return strings.Join(out, ", ")
}
