package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/kilas-news/kilas/translate/models"
)

func (r *modelsRun) available(ctx context.Context) ([]models.Offer, error) {
	addresses := r.catalogs
	if len(addresses) == 0 {
		addresses = []string{models.TrainingCatalog, models.FirefoxCatalog}
	}
	offers, err := models.Available(ctx, r.client(), addresses...)
	switch {
	case errors.Is(err, errOffline):
		return nil, offlineModels(err)
	case err != nil && ctx.Err() == nil:
		return nil, &hintedError{err, "name a catalogue that can be reached with --catalog, or add a folder: kilas models add ./folder"}
	}
	return offers, err
}

// errOffline is the answer of the network to --offline.
var errOffline = errors.New("--offline opens no connection")

func offlineModels(err error) error {
	return &hintedError{fmt.Errorf("models can't be downloaded: %w", err), "leave --offline out, or add a folder: kilas models add ./folder"}
}

// client is the one that downloads. Catalogues are configured, so they may be
// on private addresses.
func (r *modelsRun) client() *http.Client {
	if r.offline {
		return &http.Client{Transport: refusal{}}
	}
	return &http.Client{}
}

// refusal is a network that is not there.
type refusal struct{}

func (refusal) RoundTrip(*http.Request) (*http.Response, error) { return nil, errOffline }
