package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
)

// Article is an article that a feed gave, with what it is compared by. Link
// names it: a canonical address. Text and Facts are hashes of its text and of
// the numbers in it, Sketch its MinHash, Terms hashes of what it is about.
// Copies counts near duplicates of other hosts, Changed the updates that were
// worth telling. Published is zero when its publisher doesn't say. Body is nil
// where it was not asked for.
type Article struct {
	ID        int64
	Link      string
	Feed      int64
	Host      string
	Lang      kilas.Lang
	Published time.Time
	Seen      time.Time
	Text      []byte
	Facts     []byte
	Sketch    []uint32
	Terms     []uint32
	Copies    int
	Changed   int
	Story     int64
	Days      int // since it came, of those on which kilas ran
	Body      *kilas.Article
}

// bandRows is how many values of a sketch make one band: two texts are
// candidates when a whole band agrees, so at a likeness of 0.8 nearly always
// for a sketch of 64, at 0.3 hardly ever (Leskovec, Rajaraman and Ullman,
// "Mining of Massive Datasets", section 3.4).
const bandRows = 4

// Batch is changes of entries and articles that are made together.
type Batch struct {
	s   *State
	tx  *sql.Tx
	day int
}

// Settle makes changes in one transaction, whole or not at all.
func (s *State) Settle(ctx context.Context, do func(*Batch) error) error {
	return s.change(ctx, "store articles", func(tx *sql.Tx) error {
		day, err := dayOf(ctx, tx)
		if err != nil {
			return err
		}
		return do(&Batch{s, tx, day})
	})
}

// Done ends the wait of an entry, which gave the article with the given ID, or
// none.
func (b *Batch) Done(ctx context.Context, entry, article int64) error {
	_, err := b.tx.ExecContext(ctx, `UPDATE entry SET state = ?, article = max(article, ?), content = NULL WHERE id = ?`, entryDone, article, entry)
	return err
}

// Again has an entry wait for another try.
func (b *Batch) Again(ctx context.Context, entry int64, next time.Time) error {
	_, err := b.tx.ExecContext(ctx, `UPDATE entry SET tries = tries + 1, next = ? WHERE id = ?`, unix(next), entry)
	return err
}

const articleColumns = `id, feed, host, lang, published, seen, text, facts, sketch, terms, copies, changed, story, day`

// ByLink returns the article with a link, and whether there is one.
func (b *Batch) ByLink(ctx context.Context, link string) (Article, bool, error) {
	return b.find(ctx, `WHERE link = ?`, entryKey("link", link))
}

// ByID returns an article, and whether it exists.
func (b *Batch) ByID(ctx context.Context, id int64) (Article, bool, error) {
	return b.find(ctx, `WHERE id = ?`, id)
}

func (b *Batch) find(ctx context.Context, where string, arg any) (Article, bool, error) {
	var out []Article
	err := each(ctx, b.tx, `SELECT `+articleColumns+` FROM article `+where, []any{arg}, func(r *sql.Rows) error {
		a, err := scanArticle(r, b.day)
		out = append(out, a)
		return err
	})
	if err != nil || len(out) == 0 {
		return Article{}, false, err
	}
	return out[0], true, nil
}

// Near returns the articles whose sketches share a band with the given one, the
// oldest first.
func (b *Batch) Near(ctx context.Context, sketch []uint32) ([]Article, error) {
	bands := bandsOf(sketch)
	if len(bands) == 0 {
		return nil, nil
	}
	args := make([]any, len(bands))
	for i, h := range bands {
		args[i] = h
	}
	var out []Article
	err := each(ctx, b.tx, `SELECT `+articleColumns+` FROM article WHERE id IN (SELECT article FROM band WHERE hash IN (`+marks(len(bands))+`)) ORDER BY id`, args, func(r *sql.Rows) error {
		a, err := scanArticle(r, b.day)
		out = append(out, a)
		return err
	})
	return out, err
}

// Add stores a new article and returns its ID.
func (b *Batch) Add(ctx context.Context, a Article) (int64, error) {
	body, err := b.s.packBody(a.Body)
	if err != nil {
		return 0, err
	}
	r, err := b.tx.ExecContext(ctx, `INSERT INTO article (link, feed, host, lang, published, seen, text, facts, sketch, terms, copies, changed, story, body, day)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, ?, ?)`,
		entryKey("link", a.Link), a.Feed, a.Host, a.Lang, unix(a.Published), unix(a.Seen), a.Text, a.Facts, words(a.Sketch), words(a.Terms), body, b.day)
	if err != nil {
		return 0, err
	}
	if a.ID, err = r.LastInsertId(); err != nil {
		return 0, err
	}
	return a.ID, b.addBands(ctx, a.ID, a.Sketch)
}

// Update replaces the text of the article with a's ID. worth says that its
// readers should hear of it: if its story was told, its update waits to be.
func (b *Batch) Update(ctx context.Context, old, a Article, worth bool) error {
	body, err := b.s.packBody(a.Body)
	if err != nil {
		return err
	}
	if err := dropBands(ctx, b.tx, old.ID, old.Sketch); err != nil {
		return err
	}
	changed := old.Changed
	if worth {
		changed++
	}
	if _, err := b.tx.ExecContext(ctx, `UPDATE article SET lang = ?, text = ?, facts = ?, sketch = ?, terms = ?, changed = ?, body = ? WHERE id = ?`,
		a.Lang, a.Text, a.Facts, words(a.Sketch), words(a.Terms), changed, body, old.ID); err != nil {
		return err
	}
	if worth && old.Story != 0 {
		if _, err := b.tx.ExecContext(ctx, `UPDATE story SET updated = ? WHERE id = ? AND state = ? AND updated = ?`, updateWaiting, old.Story, storyTold, updateNone); err != nil {
			return err
		}
	}
	return b.addBands(ctx, old.ID, a.Sketch)
}

// Copied notes that another host has the article too.
func (b *Batch) Copied(ctx context.Context, id int64) error {
	_, err := b.tx.ExecContext(ctx, `UPDATE article SET copies = copies + 1 WHERE id = ?`, id)
	return err
}

func (b *Batch) addBands(ctx context.Context, id int64, sketch []uint32) error {
	bands := bandsOf(sketch)
	if len(bands) == 0 {
		return nil
	}
	args := make([]any, 0, 2*len(bands))
	for _, h := range bands {
		args = append(args, h, id)
	}
	_, err := b.tx.ExecContext(ctx, `INSERT OR IGNORE INTO band VALUES `+strings.Repeat("(?, ?), ", len(bands)-1)+`(?, ?)`, args...)
	return err
}

func dropBands(ctx context.Context, tx *sql.Tx, id int64, sketch []uint32) error {
	bands := bandsOf(sketch)
	if len(bands) == 0 {
		return nil
	}
	args := []any{id}
	for _, h := range bands {
		args = append(args, h)
	}
	_, err := tx.ExecContext(ctx, `DELETE FROM band WHERE article = ? AND hash IN (`+marks(len(bands))+`)`, args...)
	return err
}

// marks are the places of n values in a list.
func marks(n int) string { return strings.Repeat("?, ", n-1) + "?" }

// pruneBands drops the bands of articles older than a day.
func pruneBands(ctx context.Context, tx *sql.Tx, until int) error {
	old := map[int64][]uint32{}
	err := each(ctx, tx, `SELECT id, sketch FROM article WHERE day < ?`, []any{until}, func(r *sql.Rows) error {
		var id int64
		var sketch []byte
		err := r.Scan(&id, &sketch)
		old[id] = unwords(sketch)
		return err
	})
	for id, sketch := range old {
		err = errors.Join(err, dropBands(ctx, tx, id, sketch))
	}
	return err
}

// bandsOf returns a hash for each whole band of a sketch.
func bandsOf(sketch []uint32) []int64 {
	out := make([]int64, 0, len(sketch)/bandRows)
	for i := 0; i+bandRows <= len(sketch); i += bandRows {
		h := uint64(i) + 0xcbf29ce484222325 // FNV-1a over words, by the number of the band
		for _, w := range sketch[i : i+bandRows] {
			h = (h ^ uint64(w)) * 0x100000001b3
		}
		out = append(out, int64(h)) //nolint:gosec // the bits count, not the number
	}
	return out
}

func scanArticle(r *sql.Rows, today int, more ...any) (Article, error) {
	var a Article
	var published, seen int64
	var sketch, terms []byte
	var day int
	err := r.Scan(append([]any{&a.ID, &a.Feed, &a.Host, &a.Lang, &published, &seen, &a.Text, &a.Facts, &sketch, &terms, &a.Copies, &a.Changed, &a.Story, &day}, more...)...)
	a.Published, a.Seen, a.Sketch, a.Terms, a.Days = fromUnix(published), fromUnix(seen), unwords(sketch), unwords(terms), today-day
	return a, err
}

func (s *State) packBody(a *kilas.Article) ([]byte, error) {
	data, err := json.Marshal(a)
	if err != nil {
		return nil, err
	}
	return s.pack(data), nil
}

func (s *State) unpackBody(data []byte) (*kilas.Article, error) {
	if len(data) == 0 {
		return nil, nil
	}
	text, err := s.unpack(data)
	if err != nil {
		return nil, err
	}
	a := &kilas.Article{}
	if err := json.Unmarshal(text, a); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return a, nil
}

// words are numbers as they are stored.
func words(list []uint32) []byte {
	out := make([]byte, 0, 4*len(list))
	for _, w := range list {
		out = binary.LittleEndian.AppendUint32(out, w)
	}
	return out
}

func unwords(data []byte) []uint32 {
	out := make([]uint32, 0, len(data)/4)
	for ; len(data) >= 4; data = data[4:] {
		out = append(out, binary.LittleEndian.Uint32(data))
	}
	return out
}
