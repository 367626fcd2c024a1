package store

import (
	"context"
	"database/sql"
	"fmt"
)

// migrations bring a state from version to version; the version of a file
// (PRAGMA user_version) is the number of those that it has been through. They
// are never changed once released: a new version is a new line.
var migrations = []string{schema1, schema2}

// schema1 is the first version. Times are Unix seconds, 0 for none; "day"
// counts the days on which kilas ran.
const schema1 = `
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE feed (
	id            INTEGER PRIMARY KEY AUTOINCREMENT,
	url           TEXT NOT NULL UNIQUE,
	kind          TEXT NOT NULL,              -- feed, sitemap or page
	title         TEXT NOT NULL,
	named         INTEGER NOT NULL,           -- the title is the user's, not the feed's
	site          TEXT NOT NULL,
	folder        TEXT NOT NULL,              -- of OPML, levels parted by "/"
	lang          TEXT NOT NULL,
	weight        REAL NOT NULL,
	per_run       INTEGER NOT NULL,           -- newest entries looked at in a run, 0 for all
	include       TEXT NOT NULL DEFAULT '',   -- words and phrases, one a line
	exclude       TEXT NOT NULL DEFAULT '',
	paused        INTEGER NOT NULL,
	added         INTEGER NOT NULL,
	etag          TEXT NOT NULL DEFAULT '',
	last_modified TEXT NOT NULL DEFAULT '',
	tried         INTEGER NOT NULL DEFAULT 0,
	ok            INTEGER NOT NULL DEFAULT 0, -- when it last gave something
	next          INTEGER NOT NULL DEFAULT 0, -- it is not asked before
	failures      INTEGER NOT NULL DEFAULT 0, -- in a row
	error         TEXT NOT NULL DEFAULT '',
	code          TEXT NOT NULL DEFAULT ''
);

CREATE TABLE reported (
	subject TEXT PRIMARY KEY,
	date    TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE entry (
	id        INTEGER PRIMARY KEY,
	feed      INTEGER NOT NULL,               -- may be gone
	guid      BLOB,                           -- hashes, see entryKey
	link      BLOB,
	url       TEXT NOT NULL,
	lang      TEXT NOT NULL,
	version   BLOB NOT NULL,                  -- hash of what changes with an update
	title     TEXT NOT NULL,
	published INTEGER NOT NULL,
	content   BLOB,                           -- full text of the feed while the entry waits, compressed
	state     INTEGER NOT NULL,
	tries     INTEGER NOT NULL,
	next      INTEGER NOT NULL,
	updates   INTEGER NOT NULL,
	article   INTEGER NOT NULL,               -- 0 for none
	seen      INTEGER NOT NULL,
	day       INTEGER NOT NULL                -- when the feed last had it
);
CREATE UNIQUE INDEX entry_guid ON entry (guid) WHERE guid IS NOT NULL;
CREATE INDEX entry_link ON entry (link) WHERE link IS NOT NULL;
CREATE INDEX entry_waiting ON entry (id) WHERE state = 0;
CREATE INDEX entry_day ON entry (day);

CREATE TABLE article (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	link      BLOB NOT NULL UNIQUE,           -- hash of the canonical address
	feed      INTEGER NOT NULL,
	host      TEXT NOT NULL,
	lang      TEXT NOT NULL,
	published INTEGER NOT NULL,               -- as its publisher says, 0 for nothing
	seen      INTEGER NOT NULL,
	text      BLOB NOT NULL,                  -- hash
	facts     BLOB NOT NULL,                  -- hash of its numbers
	sketch    BLOB NOT NULL,                  -- MinHash
	terms     BLOB NOT NULL,                  -- hashes of what it is about
	copies    INTEGER NOT NULL,               -- near duplicates of other hosts
	changed   INTEGER NOT NULL,               -- updates that were worth telling
	story     INTEGER NOT NULL,               -- 0 for none yet
	body      BLOB,                           -- the article as JSON, compressed; dropped with age
	day       INTEGER NOT NULL
);
CREATE INDEX article_story ON article (story);
CREATE INDEX article_day ON article (day);

CREATE TABLE band (hash INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, article)) WITHOUT ROWID;

CREATE TABLE story (
	id      INTEGER PRIMARY KEY AUTOINCREMENT,
	name    TEXT NOT NULL UNIQUE,
	state   INTEGER NOT NULL,
	updated INTEGER NOT NULL,                 -- states of its update
	created INTEGER NOT NULL,
	latest  INTEGER NOT NULL,                 -- its newest article
	day     INTEGER NOT NULL
);
CREATE INDEX story_state ON story (state, updated);

CREATE TABLE delivery (
	id      TEXT PRIMARY KEY,
	created INTEGER NOT NULL,
	state   INTEGER NOT NULL,
	title   TEXT NOT NULL,
	stories INTEGER NOT NULL,
	leads   TEXT NOT NULL,                    -- titles of the first stories, JSON
	digest  BLOB,                             -- as JSON, compressed; dropped with age
	day     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX delivery_state ON delivery (state);

CREATE TABLE target (
	delivery TEXT NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
	n        INTEGER NOT NULL,
	kind     TEXT NOT NULL,
	path     TEXT NOT NULL,
	temp     TEXT NOT NULL,
	format   TEXT NOT NULL,
	replaces INTEGER NOT NULL,                -- it may take the place of another file
	hash     BLOB,
	written  INTEGER NOT NULL,
	PRIMARY KEY (delivery, n)
) WITHOUT ROWID;

CREATE TABLE told (
	delivery TEXT NOT NULL REFERENCES delivery (id) ON DELETE CASCADE,
	story    INTEGER NOT NULL,
	how      INTEGER NOT NULL,
	PRIMARY KEY (delivery, story)
) WITHOUT ROWID;
CREATE INDEX told_story ON told (story);
`

// schema2 keeps when a feed asks not to be asked, since an answer "not modified"
// doesn't say, and finds the articles that have a text without those that have
// none any more.
const schema2 = `
ALTER TABLE feed ADD COLUMN ttl INTEGER NOT NULL DEFAULT 0;  -- seconds
ALTER TABLE feed ADD COLUMN skip INTEGER NOT NULL DEFAULT 0; -- see Health

CREATE INDEX article_body_day ON article (day) WHERE body IS NOT NULL;
CREATE INDEX article_body_published ON article (published) WHERE body IS NOT NULL;
CREATE INDEX story_day ON story (day);
`

// migrate brings the file up to date, one transaction for each version. A file
// that has something in it is copied first.
func (s *State) migrate(ctx context.Context, migrations []string) error {
	version, err := s.version(ctx)
	switch {
	case err != nil:
		return s.failed("open", err)
	case version > len(migrations):
		return s.failed("open", fmt.Errorf("%w: it has version %d, this kilas knows %d", ErrNewer, version, len(migrations)))
	case version > 0 && version < len(migrations):
		if err := s.copyTo(ctx, fmt.Sprintf("%s.v%d", s.path, version)); err != nil {
			return s.failed("copy before the migration", err)
		}
	}
	for n := version; n < len(migrations); n++ {
		err := s.change(ctx, "migrate", func(tx *sql.Tx) error {
			var now int // another process may have been faster
			if err := tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&now); err != nil || now > n {
				return err
			}
			if _, err := tx.ExecContext(ctx, migrations[n]); err != nil {
				return err
			}
			_, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, n+1)) // takes no parameters
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s *State) version(ctx context.Context) (int, error) {
	var n int
	err := s.db.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&n)
	return n, err
}
