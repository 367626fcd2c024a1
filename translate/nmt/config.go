package nmt

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// configItem is the name of the configuration inside of a model file.
const configItem = "special:model.yml"

// maxConfigBytes is far above the 2 KB that a configuration has.
const maxConfigBytes = 64 << 10

// config is the shape of a model.
type config struct {
	dim, ffn, heads        int
	encoderDepth, decDepth int
	alignLayer             int // the decoder layer, from 0, whose attention is the alignment
}

// Limits of what a configuration may ask for; all are checked against the
// tensors too.
const (
	maxDepth = 64
	maxWidth = 1 << 14
	// laneWidth divides every width, so that rows fill whole registers.
	laneWidth = 16
)

// setting is what one key of the configuration has to be.
type setting struct {
	key      string
	want     []string // "" and absent are different things
	required bool
}

// settings are the options that change what a model computes and have only
// one supported value.
var settings = []setting{
	{"type", []string{"transformer"}, true},
	{"transformer-decoder-autoreg", []string{"rnn"}, true},
	{"dec-cell", []string{"ssru"}, true},
	{"transformer-ffn-activation", []string{"relu"}, true},
	{"transformer-ffn-depth", []string{"2"}, true},
	{"transformer-decoder-ffn-depth", []string{"0", "2"}, false},
	{"transformer-preprocess", []string{""}, true},
	{"transformer-postprocess", []string{"dan"}, true},
	{"transformer-postprocess-emb", []string{"d", ""}, true},
	{"transformer-postprocess-top", []string{""}, false},
	{"transformer-train-positions", []string{"false"}, false},
	{"transformer-train-position-embeddings", []string{"false"}, false},
	{"transformer-no-projection", []string{"false"}, false},
	{"transformer-rnn-projection", []string{"false"}, false},
	{"transformer-pool", []string{"false"}, false},
	{"transformer-tied-layers", []string{"[]"}, false},
	{"layer-normalization", []string{"false"}, false},
	{"output-omit-bias", []string{"false"}, false},
	{"lemma-dim-emb", []string{"0"}, false},
	{"factors-dim-emb", []string{"0"}, false},
	{"input-types", []string{"[]"}, false},
	{"right-left", []string{"false"}, false},
	{"ulr", []string{"false"}, false},
}

// parseConfig reads a model's configuration and refuses what the engine
// doesn't compute.
func parseConfig(text string) (config, error) {
	if len(text) > maxConfigBytes {
		return config{}, fmt.Errorf("%s has %d bytes, more than %d", configItem, len(text), maxConfigBytes)
	}
	var node yaml.Node
	if err := yaml.Unmarshal([]byte(text), &node); err != nil {
		return config{}, fmt.Errorf("%s: %w", configItem, err)
	}
	values, err := flatten(&node)
	if err != nil {
		return config{}, fmt.Errorf("%s: %w", configItem, err)
	}
	c, err := values.config()
	if err != nil {
		return config{}, fmt.Errorf("%s: %w", configItem, err)
	}
	return c, nil
}

// yamlValues holds the scalars of a flat mapping as they are written; an
// empty list is "[]", any other collection "...".
type yamlValues map[string]string

func flatten(document *yaml.Node) (yamlValues, error) {
	if document.Kind != yaml.DocumentNode || document.Content[0].Kind != yaml.MappingNode {
		return nil, errors.New("not a mapping")
	}
	pairs := document.Content[0].Content
	values := make(yamlValues, len(pairs)/2)
	for kv := range slices.Chunk(pairs, 2) {
		key, value := kv[0].Value, kv[1].Value
		switch {
		case kv[1].Kind == yaml.SequenceNode && len(kv[1].Content) == 0:
			value = "[]"
		case kv[1].Kind != yaml.ScalarNode:
			value = "..."
		}
		if _, ok := values[key]; ok {
			return nil, fmt.Errorf("%s is there twice", key)
		}
		values[key] = value
	}
	return values, nil
}

func (v yamlValues) config() (config, error) {
	for _, s := range settings {
		got, ok := v[s.key]
		if !ok && s.required {
			return config{}, fmt.Errorf("%s is missing", s.key)
		}
		if ok && !slices.Contains(s.want, got) {
			return config{}, fmt.Errorf("%s %q is not supported, only %q is", s.key, got, s.want[0])
		}
	}
	if v["tied-embeddings-all"] != "true" && v["tied-embeddings"] != "true" {
		return config{}, errors.New("a model whose output weights aren't its embeddings is not supported")
	}
	var c config
	for _, n := range []struct {
		key  string
		to   *int
		most int
	}{
		{"dim-emb", &c.dim, maxWidth},
		{"transformer-dim-ffn", &c.ffn, maxWidth},
		{"transformer-heads", &c.heads, maxWidth},
		{"enc-depth", &c.encoderDepth, maxDepth},
		{"dec-depth", &c.decDepth, maxDepth},
	} {
		x, err := strconv.Atoi(v[n.key])
		if err != nil || x < 1 || x > n.most {
			return config{}, fmt.Errorf("%s %q is not a number from 1 to %d", n.key, v[n.key], n.most)
		}
		*n.to = x
	}
	if s, ok := v["transformer-decoder-dim-ffn"]; ok && s != "0" && s != strconv.Itoa(c.ffn) {
		return config{}, fmt.Errorf("transformer-decoder-dim-ffn %q is not supported, only %d is", s, c.ffn)
	}
	if c.dim%laneWidth != 0 || c.ffn%laneWidth != 0 {
		return config{}, fmt.Errorf("widths %d and %d are not supported, only multiples of %d", c.dim, c.ffn, laneWidth)
	}
	if c.dim%c.heads != 0 || c.dim/c.heads%4 != 0 {
		return config{}, fmt.Errorf("%d heads of a width of %d are not supported", c.heads, c.dim)
	}
	return c, c.setAlignLayer(v["transformer-guided-alignment-layer"])
}

func (c *config) setAlignLayer(s string) error {
	c.alignLayer = c.decDepth - 1
	if s == "" || s == "last" {
		return nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 || n > c.decDepth {
		return fmt.Errorf("transformer-guided-alignment-layer %q is not a layer", s)
	}
	c.alignLayer = n - 1
	return nil
}
