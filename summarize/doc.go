// Package summarize chooses the sentences that tell an article, or several
// articles on one event, in short. [Rank] scores the sentences of an article,
// [Extract] makes a summary of whole sentences. Start with Extract.
//
// Every sentence of a summary is byte for byte from its article. The package
// works in any language, offline, with a small ranker that was learned from
// news with reference summaries (see MODEL.md); it fetches nothing, finds no
// languages and writes no sentence of its own.
package summarize
