package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/kilas-news/kilas"
)

// evictShare is the share of the bound that is left after eviction, so that
// it is not needed again at once.
const evictShare = 0.9

// entryBytes is what an entry costs beside its text.
const entryBytes = 64

const memorySchema = `
CREATE TABLE IF NOT EXISTS translation (
	key   BLOB PRIMARY KEY, -- SHA-256 of the text and all that its translation depends on
	text  TEXT NOT NULL,    -- the translation
	bytes INTEGER NOT NULL,
	used  INTEGER NOT NULL  -- Unix time in microseconds
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS translation_used ON translation (used, bytes);
`

// Memory is a translation memory: texts and the translations that a backend
// made of them. It is safe for concurrent use, also by several processes.
type Memory struct {
	db       *sql.DB
	maxBytes int64
	now      func() time.Time
}

// MemoryKey is what a translation depends on beside its text. Model tells
// apart the models and versions of a backend.
type MemoryKey struct {
	From, To       kilas.Lang
	Backend, Model string
}

// OpenMemory opens the memory in the file path and makes it if need be. When
// its translations grow beyond maxBytes, those that were not used for longest
// are dropped. The caller closes it.
func OpenMemory(ctx context.Context, path string, maxBytes int64) (*Memory, error) {
	db, err := open(ctx, path, memorySchema)
	if err != nil {
		return nil, err
	}
	return &Memory{db: db, maxBytes: maxBytes, now: time.Now}, nil
}

// Close closes the file.
func (m *Memory) Close() error { return m.db.Close() }

// Len counts the translations.
func (m *Memory) Len(ctx context.Context) (int, error) {
	var n int
	err := m.db.QueryRowContext(ctx, "SELECT count(*) FROM translation").Scan(&n)
	return n, err
}

// Find returns the translations of texts that the memory has, "" for the
// others.
func (m *Memory) Find(ctx context.Context, k MemoryKey, texts []string) ([]string, error) {
	out := make([]string, len(texts))
	err := m.transact(ctx, func(tx *sql.Tx) error {
		find, err := tx.PrepareContext(ctx, `UPDATE translation SET used = ? WHERE key = ? RETURNING text`)
		if err != nil {
			return err
		}
		defer find.Close()
		for i, text := range texts {
			err := find.QueryRowContext(ctx, m.now().UnixMicro(), k.of(text)).Scan(&out[i])
			if err != nil && !errors.Is(err, sql.ErrNoRows) {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("translation memory: %w", err)
	}
	return out, nil
}

// Keep stores translations, one for each text. Empty ones are left out.
func (m *Memory) Keep(ctx context.Context, k MemoryKey, texts, translations []string) error {
	err := m.transact(ctx, func(tx *sql.Tx) error {
		for i, text := range texts {
			if translations[i] == "" {
				continue
			}
			_, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO translation VALUES (?, ?, ?, ?)`,
				k.of(text), translations[i], len(translations[i])+entryBytes, m.now().UnixMicro())
			if err != nil {
				return err
			}
		}
		return m.evict(ctx, tx)
	})
	if err != nil {
		return fmt.Errorf("translation memory: %w", err)
	}
	return nil
}

// evict drops the entries that were not used for longest when the memory is
// over its bound.
func (m *Memory) evict(ctx context.Context, tx *sql.Tx) error {
	var total int64
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(sum(bytes), 0) FROM translation`).Scan(&total); err != nil {
		return err
	}
	if total <= m.maxBytes {
		return nil
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM translation WHERE key IN (
		SELECT key FROM (SELECT key, sum(bytes) OVER (ORDER BY used DESC, key) AS running FROM translation) WHERE running > ?)`,
		int64(evictShare*float64(m.maxBytes)))
	return err
}

func (m *Memory) transact(ctx context.Context, do func(*sql.Tx) error) error {
	tx, err := m.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// of is the key of a text. Parts are parted by a byte that UTF-8 never has.
func (k MemoryKey) of(text string) []byte {
	h := sha256.New()
	for _, part := range []string{string(k.From), string(k.To), k.Backend, k.Model, text} {
		h.Write([]byte(part)) // never fails, as hash.Hash promises
		h.Write([]byte{0xff})
	}
	return h.Sum(nil)
}
