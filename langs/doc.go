// Package langs answers what every later stage stands on: which language a
// text is in, where its sentences and words are, and which of them belong to
// no story. Start with [Detector.Annotate], which fills in an article, or with
// [Detector.Detect] and [Split].
//
// Languages are the canonical tags that [Parse] returns. Offsets are bytes.
// Nothing here reads files or the network, and all of it is safe for
// concurrent use.
package langs
