package main

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"github.com/kilas-news/kilas/internal/llm"
	"github.com/kilas-news/kilas/translate"
)

// services are the sections of the configuration for what answers over HTTP:
// where it is and where its key is. A section of a translator also makes it
// one that is tried when none is named, after the installed models.
type services struct {
	DeepL          *deeplConfig   `toml:"deepl"`
	Google         *serviceConfig `toml:"google"`
	Azure          *azureConfig   `toml:"azure"`
	LibreTranslate *serviceConfig `toml:"libretranslate"`
	Apertium       *addressConfig `toml:"apertium"`
	OpenAI         *modelConfig   `toml:"openai"`
	Anthropic      *modelConfig   `toml:"anthropic"`
}

type serviceConfig struct {
	URL string `toml:"url,omitempty"`
	keyConfig
}

// modelConfig is what language models need. BaseURL is what their servers call
// it; URL is the same. Timeout is how long a server may be silent.
type modelConfig struct {
	serviceConfig
	BaseURL         string `toml:"base_url,omitempty"`
	Timeout         string `toml:"timeout,omitempty"`
	MaxOutputTokens int    `toml:"max_output_tokens,omitzero"`
}

type addressConfig struct {
	URL string `toml:"url,omitempty"`
}

type deeplConfig struct {
	serviceConfig
	Variants textList `toml:"variants,omitempty"`
}

type azureConfig struct {
	serviceConfig
	Region string `toml:"region,omitempty"`
}

// serviceKeys are the variables that hold a service's key, our own first.
var serviceKeys = map[string][]string{
	specDeepL:             {"KILAS_DEEPL_KEY", "DEEPL_API_KEY", "DEEPL_AUTH_KEY"},
	specGoogle:            {"KILAS_GOOGLE_KEY", "GOOGLE_TRANSLATE_API_KEY", "GOOGLE_API_KEY"},
	specAzure:             {"KILAS_AZURE_KEY", "AZURE_TRANSLATOR_KEY"},
	specLibre:             {"KILAS_LIBRETRANSLATE_KEY"},
	string(llm.OpenAI):    {"KILAS_OPENAI_KEY", "OPENAI_API_KEY"},
	string(llm.Anthropic): {"KILAS_ANTHROPIC_KEY", "ANTHROPIC_API_KEY"},
}

// azureRegions are the variables that hold the region of Azure's key.
var azureRegions = []string{"KILAS_AZURE_REGION", "AZURE_TRANSLATOR_REGION"}

// configured returns the names of the translators that have a section.
func (s services) configured() []string {
	var out []string
	for _, c := range []struct {
		name string
		has  bool
	}{
		{specDeepL, s.DeepL != nil}, {specGoogle, s.Google != nil}, {specAzure, s.Azure != nil},
		{specLibre, s.LibreTranslate != nil}, {specApertium, s.Apertium != nil},
	} {
		if c.has {
			out = append(out, c.name)
		}
	}
	return out
}

// local reports whether a translator is a program that sends no text away: of
// commands that users name nobody knows.
func (s services) local(spec string) bool {
	return spec == specApertium && (s.Apertium == nil || s.Apertium.URL == "")
}

// section returns what the configuration says of a service; the zero value
// when it has no section.
func (s services) section(name string) serviceConfig {
	switch {
	case name == specDeepL && s.DeepL != nil:
		return s.DeepL.serviceConfig
	case name == specAzure && s.Azure != nil:
		return s.Azure.serviceConfig
	case name == specApertium && s.Apertium != nil:
		return serviceConfig{URL: s.Apertium.URL}
	}
	for n, c := range map[string]*serviceConfig{specGoogle: s.Google, specLibre: s.LibreTranslate} {
		if n == name && c != nil {
			return *c
		}
	}
	m := s.model(llm.Provider(name))
	if m.BaseURL != "" {
		m.URL = m.BaseURL
	}
	return m.serviceConfig
}

// model returns what the configuration says of a provider's models.
func (s services) model(p llm.Provider) modelConfig {
	switch {
	case p == llm.OpenAI && s.OpenAI != nil:
		return *s.OpenAI
	case p == llm.Anthropic && s.Anthropic != nil:
		return *s.Anthropic
	}
	return modelConfig{}
}

// withoutCommands is the configuration with no key_command.
func (s services) withoutCommands() services {
	plain := func(c *serviceConfig) *serviceConfig {
		if c == nil {
			return nil
		}
		copied := *c
		copied.KeyCommand = ""
		return &copied
	}
	s.Google, s.LibreTranslate = plain(s.Google), plain(s.LibreTranslate)
	for _, m := range []**modelConfig{&s.OpenAI, &s.Anthropic} {
		if *m != nil {
			copied := **m
			copied.KeyCommand = ""
			*m = &copied
		}
	}
	if s.DeepL != nil {
		s.DeepL = &deeplConfig{*plain(&s.DeepL.serviceConfig), s.DeepL.Variants}
	}
	if s.Azure != nil {
		s.Azure = &azureConfig{*plain(&s.Azure.serviceConfig), s.Azure.Region}
	}
	return s
}

// keyOf is where the key of a service is looked for.
func (s services) keyOf(name string) keySource {
	return keySource{serviceKeys[name], s.section(name).keyConfig}
}

// service makes the backend of a translator that answers over HTTP. The
// address is that of the specification, else that of the configuration, else
// the service's own.
func (s *session) service(ctx context.Context, name, address string) (translate.Backend, error) {
	if address == "" {
		address = s.services.section(name).URL
	}
	if err := checkAddress(name, address); err != nil {
		return nil, err
	}
	if s.offline {
		return nil, usagef("leave --offline or the translator out", "translator %s needs the network", name)
	}
	key, _, err := s.services.keyOf(name).find(ctx, s.env)
	if err != nil {
		return nil, usagef("", "translator %s: %v", name, err)
	}
	own := translate.Service{URL: address, Key: key}
	switch {
	case name == specLibre:
		return translate.NewLibreTranslate(own), nil
	case name == specApertium:
		return translate.NewApertiumAPY(own), nil
	case key == "":
		return nil, usagef(fmt.Sprintf("put it into %s, or name a key_file or key_command under [%s] in the configuration", serviceKeys[name][1], name),
			"translator %s needs a key", name)
	case name == specDeepL:
		var variants []string
		if s.services.DeepL != nil {
			variants = s.services.DeepL.Variants
		}
		b, err := translate.NewDeepL(own, variants...)
		if err != nil {
			return nil, usagef("see variants under [deepl] in the configuration", "%v", err)
		}
		return b, nil
	case name == specGoogle:
		return translate.NewGoogle(own), nil
	}
	region := ""
	for _, variable := range azureRegions {
		if region == "" {
			region = s.env.getenv(variable)
		}
	}
	if region == "" && s.services.Azure != nil {
		region = s.services.Azure.Region
	}
	return translate.NewAzure(own, region), nil
}

// versionOf tells apart what translators of the same name may be: another
// server, or another variety of a language. It is "" for what has one only.
func (s *session) versionOf(spec string) string {
	kind, address, _ := strings.Cut(spec, ":")
	if model, ok := llm.ParseSpec(spec); ok {
		return s.modelURL(model.Provider)
	}
	if kind == specExec {
		return ""
	}
	if address == "" {
		address = s.services.section(kind).URL
	}
	if kind == specDeepL && s.services.DeepL != nil {
		address += " " + strings.ToLower(strings.Join(s.services.DeepL.Variants, " "))
	}
	return strings.TrimSpace(address)
}

// checkAddress refuses what is no address, and one in which a key would be
// shown.
func checkAddress(name, address string) error {
	if address == "" && name != specLibre && name != specApertium {
		return nil
	}
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		return usagef(fmt.Sprintf("for example %s:http://localhost:5000", name), "translator %s needs the address of its service", name)
	case u.User != nil || u.RawQuery != "":
		return usagef("keys are in the environment or in files that the configuration names", "the address of translator %s has a password or key in it", name)
	}
	return nil
}
