package translate

import (
	"context"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/internal/store"
	"github.com/kilas-news/kilas/langs"
)

// Remembered is a [Backend] that asks a translation memory before another
// backend, and keeps there what that one translates. Doubtful translations
// are not kept, so that they are tried again.
type Remembered struct {
	Backend
	memory   func() *store.Memory
	model    func() string
	detector *langs.Detector
}

// Remember puts a memory before b. The memory, which is the caller's to close,
// is asked for when a sentence is to be translated, and may be nil then. The
// model tells apart what b's name does not, such as the version of its model;
// nil means nothing.
func Remember(b Backend, model func() string, memory func() *store.Memory) *Remembered {
	return &Remembered{Backend: b, memory: memory, model: model, detector: langs.NewDetector()}
}

func (r *Remembered) glossary(from, to kilas.Lang) *Glossary { return glossaryOf(r.Backend, from, to) }

func (r *Remembered) key(from, to kilas.Lang) store.MemoryKey {
	k := store.MemoryKey{From: from, To: to, Backend: r.Name(), Model: r.glossary(from, to).Fingerprint()}
	if r.model != nil {
		k.Model = r.model() + k.Model
	}
	return k
}

// Translate translates what the memory lacks. A memory that fails is as good
// as an empty one. When the backend fails, what is known comes with the error.
func (r *Remembered) Translate(ctx context.Context, from, to kilas.Lang, sentences []string) ([]string, error) {
	memory := r.memory()
	if memory == nil {
		return r.Backend.Translate(ctx, from, to, sentences)
	}
	key := r.key(from, to)
	texts, err := memory.Find(ctx, key, sentences)
	if err != nil {
		return r.Backend.Translate(ctx, from, to, sentences)
	}
	var missing []string
	var places []int
	for i, text := range texts {
		if text == "" {
			missing, places = append(missing, sentences[i]), append(places, i)
		}
	}
	if len(missing) == 0 {
		return texts, nil
	}
	made, failed := r.Backend.Translate(ctx, from, to, missing)
	made, failed = oneForOne(made, failed, len(missing))
	worth := make([]string, len(made))
	for k, i := range places {
		texts[i] = made[k]
		if len(suspicions(r.detector, from, to, missing[k], made[k])) == 0 {
			worth[k] = made[k]
		}
	}
	_ = memory.Keep(context.WithoutCancel(ctx), key, missing, worth) // a memory only; what was paid for is kept at an interruption too
	return texts, failed
}
