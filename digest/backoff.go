package digest

import (
	"time"

	"github.com/kilas-news/kilas/fetch/feed"
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

// longestRest is how long a feed that works is left alone at most, whatever it
// asks for, so that a run each day is never told to stay away.
const longestRest = 12 * time.Hour

// dueFeed reports whether a feed is to be asked.
func dueFeed(now time.Time, f store.Feed) bool {
	if f.Paused {
		return false
	}
	if f.Health.Tried.After(now.Add(early)) {
		return true // the clock was put back
	}
	rests := skips(f.Health.Skip, now) && f.Health.Failures == 0 && now.Sub(f.Health.OK) < longestRest-early
	return due(now, f.Health.Next) && !rests
}

// firstDay is the bit of Sunday in what a feed skips, after those of the hours.
const firstDay = 24

// skipBits are the hours and days at which a feed asks to be left alone, as the
// state keeps them.
func skipBits(s feed.Skip) uint32 {
	var bits uint32
	for _, h := range s.Hours {
		bits |= 1 << h
	}
	for _, d := range s.Days {
		bits |= 1 << (firstDay + d)
	}
	return bits
}

// skips reports whether a feed asks to be left alone at a time.
func skips(bits uint32, at time.Time) bool {
	at = at.UTC()
	return bits&(1<<at.Hour()|1<<(firstDay+at.Weekday())) != 0
}
