package kilas

// Digest is what one unattended run tells: the stories that are new to its
// reader, the most important first. Since and Created are RFC 3339 and bound
// what the run looked at; Since is empty when nothing bounded it. LeftOut
// counts new stories beyond the number that was asked for. Problems are the
// feeds and pages that gave nothing.
type Digest struct {
	Schema   string        `json:"schema"`
	ID       string        `json:"id"`
	Title    string        `json:"title"`
	Created  string        `json:"created"`
	Since    string        `json:"since"`
	Stories  []Story       `json:"stories"`
	LeftOut  int           `json:"left_out"`
	Problems []SourceError `json:"problems"`
	Warnings []Warning     `json:"warnings"`
}

// Story is one event of a digest: its brief, whose articles are all that
// reported it, and why it stands where it stands. ID is stable over runs, so
// that a feed reader shows a story once; Updated says that an earlier digest
// told it and its articles have changed since. Score is its importance, Topics
// the reader's topics that it matched, Section the heading that it is listed
// under, "" for none.
type Story struct {
	ID      string   `json:"id"`
	Updated bool     `json:"updated"`
	Score   float64  `json:"score"`
	Section string   `json:"section"`
	Topics  []string `json:"topics"`
	Brief   Brief    `json:"brief"`
}

// Briefs returns the briefs of the digest's stories, in their order.
func (d Digest) Briefs() []Brief {
	out := make([]Brief, len(d.Stories))
	for i, s := range d.Stories {
		out[i] = s.Brief
	}
	return out
}
