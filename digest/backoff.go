package digest

import (
	"time"

	"github.com/kilas-news/kilas/internal/store"
)

// waits is how long a source that failed is left alone, by how often in a row
// it has failed.
var waits = []time.Duration{0, 20 * time.Minute, time.Hour, 3 * time.Hour, 8 * time.Hour, 20 * time.Hour}

// longestWait bounds what a server may ask for. A time further off comes from a
// clock that jumped.
const longestWait = 7 * 24 * time.Hour

// early is how much earlier than its time a source may be asked: runs that cron
// starts every hour are never a whole hour apart.
const early = 2 * time.Minute

// backOff returns the time before which a source that failed is not asked.
// asked is what its server demanded.
func backOff(now time.Time, failures int, asked time.Duration) time.Time {
	wait := waits[min(failures, len(waits)-1)]
	return now.Add(min(max(wait, asked), longestWait))
}

// due reports whether a time to wait for has come, by a clock that may have
// jumped since.
func due(now, next time.Time) bool {
	return !next.After(now.Add(early)) || next.After(now.Add(longestWait))
}

// dueFeed reports whether a feed is to be asked.
func dueFeed(now time.Time, f store.Feed) bool {
	return !f.Paused && (due(now, f.Health.Next) || f.Health.Tried.After(now.Add(early)))
}
