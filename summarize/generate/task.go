package generate

// Task is what a writer is asked for. Again has what was wrong with the points
// that it wrote before, and asks for new ones in their places and order.
type Task struct {
	Story
	Sheet Sheet
	Again []Complaint
}

// Complaint is a point that failed and why. A complaint without a text asks
// for a point that is missing.
type Complaint struct {
	Point  DraftPoint
	Reason string
}

// Draft is what a writer wrote. Truncated says that it broke off, so that its
// last point is left out. Monolingual says that its points need no
// translations: others are to make them.
type Draft struct {
	Title       string
	Points      []DraftPoint
	Truncated   bool
	Monolingual bool
}

// DraftPoint is a point as it was written. Sentences are numbers of the sheet,
// from 1; a writer that names none has them found.
type DraftPoint struct {
	Text        string
	Translation string
	Sentences   []int
}
