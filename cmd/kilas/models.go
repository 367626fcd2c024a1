package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"
	"github.com/urfave/cli/v2"

	"github.com/kilas-news/kilas/langs"
	"github.com/kilas-news/kilas/translate"
	"github.com/kilas-news/kilas/translate/models"
)

func modelsCommand(env environment) *cli.Command {
	action := func(do func(context.Context, *modelsRun) error) cli.ActionFunc {
		return func(c *cli.Context) error {
			st, err := load(c, env)
			if err != nil {
				return err
			}
			ctx := c.Context
			if c.IsSet("timeout") { // downloads take as long as they take
				var cancel context.CancelFunc
				ctx, cancel = context.WithTimeout(ctx, st.timeout)
				defer cancel()
			}
			return do(ctx, &modelsRun{settings: st, env: env, flags: c, store: modelStore(), architecture: c.String("architecture")})
		}
	}
	return &cli.Command{
		Name:  "models",
		Usage: "translation models: list, add, remove, verify",
		UsageText: "kilas models list|add|remove|verify|path\n\nEXAMPLE:\n   kilas models add id-en\n\n" +
			"Models are those of Firefox. They work on this machine and come before the\nbuilt-in ones.",
		Subcommands: []*cli.Command{
			{Name: "list", Usage: "the installed models, or those of the catalogue", Flags: common(catalogFlag(),
				&cli.BoolFlag{Name: "available", Usage: "list what the catalogue has"}), Action: action(listModels)},
			{Name: "add", Usage: "install models of the catalogue, or one of a folder", UsageText: "kilas models add PAIR...\nkilas models add [PAIR] FOLDER", Flags: common(catalogFlag(),
				&cli.StringFlag{Name: "architecture", Usage: "the model of this `NAME`: base-memory, base or tiny (default: the best)"}), Action: action(addModel)},
			{Name: "remove", Usage: "delete installed models", UsageText: "kilas models remove PAIR...", Flags: common(), Action: action(removeModels)},
			{Name: "verify", Usage: "check that installed models are undamaged and load", UsageText: "kilas models verify [PAIR...]", Flags: common(), Action: action(verifyModels)},
			{Name: "path", Usage: "print the folder of the models", Flags: common(), Action: action(func(_ context.Context, r *modelsRun) error {
				_, err := fmt.Fprintln(env.stdout, r.store.Dir)
				return err
			})},
		},
	}
}

func catalogFlag() cli.Flag {
	return &cli.StringSliceFlag{Name: "catalog", EnvVars: []string{"KILAS_MODELS_CATALOG"}, Usage: "the catalogue at `ADDRESS`, a URL, a file or a folder; again for a second choice (default: Mozilla's two)"}
}

// modelStore is where models are installed.
func modelStore() models.Store {
	return models.Store{Dir: filepath.Join(xdg.DataHome, "kilas", "models")}
}

// modelsRun is one run of a command that works on models.
type modelsRun struct {
	settings
	env   environment
	flags *cli.Context
	store models.Store

	architecture string // of models to download; "" is the best
}

func listModels(ctx context.Context, r *modelsRun) error {
	out, err := openOutput(r.env, r.output)
	if err != nil {
		return err
	}
	defer out.Close()
	if r.flags.Bool("available") {
		offers, err := r.available(ctx)
		if err != nil {
			return err
		}
		for _, o := range offers {
			status := "released"
			if !o.Released {
				status = "for trying out"
			}
			if _, err := fmt.Fprintf(out, "%s\t%s\t%s\t%s\n", o.Pair, pairName(o.Pair), oneLine(o.Name), status); err != nil {
				return err
			}
		}
		return out.Commit()
	}
	installed, broken := r.store.List()
	for _, m := range installed {
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\t%.1f MB\t%s\n", m.Pair, pairName(m.Pair), oneLine(m.Name), megabytes(m.Size()), oneLine(m.Source)); err != nil {
			return err
		}
	}
	for _, p := range (&session{settings: r.settings, env: r.env}).localModels().allPivots() {
		if _, err := fmt.Fprintf(out, "%s\t%s\t%s\t-\tby way of %s\n", p.pair, pairName(p.pair), p.models, langs.Name(translate.English)); err != nil {
			return err
		}
	}
	if err := out.Commit(); err != nil {
		return err
	}
	if broken != nil {
		complain(r.env.stderr, broken.Error(), "'kilas models add PAIR' installs it anew, 'kilas models remove PAIR' takes it away")
		return errShort
	}
	if len(installed) == 0 && !r.quiet {
		_, _ = fmt.Fprintln(r.env.stderr, "kilas: no models are installed; 'kilas models list --available' lists the catalogue")
	}
	return nil
}

func addModel(ctx context.Context, r *modelsRun) error {
	pairs, folder, err := modelArguments(r.flags.Args().Slice())
	if err != nil {
		return err
	}
	if folder != "" {
		m, err := r.store.AddFolder(ctx, folder, pairs[0])
		switch {
		case errors.Is(err, models.ErrUnknownPair), errors.Is(err, models.ErrSeveralPairs):
			return &hintedError{err, "name them: kilas models add id-en " + folder}
		case errors.Is(err, fs.ErrNotExist):
			return explained(folder, err)
		}
		if err == nil {
			r.announce(m)
		}
		return err
	}
	offers, err := r.available(ctx)
	if err != nil {
		return err
	}
	for _, p := range pairs {
		_, err := r.install(ctx, offers, p)
		if errors.Is(err, models.ErrNotOffered) {
			return &hintedError{err, "'kilas models list --available' lists the catalogue"}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// modelArguments tells pairs and a folder apart. With a folder there is one
// pair, the zero one if none was given.
func modelArguments(args []string) (pairs []models.Pair, folder string, err error) {
	const hint = "kilas models add id-en, or kilas models add ./folder"
	if len(args) == 0 {
		return nil, "", usagef(hint, "models add wants pairs of languages or a folder")
	}
	for i, a := range args {
		p, ok := models.ParsePair(a)
		switch {
		case ok:
			pairs = append(pairs, p)
			continue
		case i == len(args)-1 && i < 2 && (i == 1 || strings.ContainsAny(a, `/\.`)):
			folder = a
		default:
			return nil, "", usagef(hint, "%q is no pair of languages", a)
		}
	}
	if len(pairs) == 0 {
		pairs = []models.Pair{{}}
	}
	return pairs, folder, nil
}

// install downloads the best of the offers for a pair and says so.
func (r *modelsRun) install(ctx context.Context, offers []models.Offer, p models.Pair) (models.Model, error) {
	o, err := models.Best(offers, p, r.architecture)
	if err != nil {
		return models.Model{}, err
	}
	bar := newDownloadBar(r.settings, r.env)
	defer bar.done()
	m, err := r.store.Add(ctx, o, models.Options{Client: r.client(), Progress: bar.show})
	if errors.Is(err, errOffline) {
		err = offlineModels(err)
	}
	if err == nil {
		bar.done()
		r.announce(m)
	}
	return m, err
}

func (r *modelsRun) announce(m models.Model) {
	if !r.quiet {
		_, _ = fmt.Fprintf(r.env.stderr, "kilas: installed %s (%s, %.1f MB)\n", m.Pair, pairName(m.Pair), megabytes(m.Size()))
	}
}
