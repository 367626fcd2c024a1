package llm

import (
	"fmt"
	"sync"
)

// leastOutput is the tokens of an answer below which it is not worth asking.
const leastOutput = 256

// Budget bounds the requests and tokens of a run, whose clients share it. Every
// try counts as a request; tokens are those of questions and answers together.
// It is safe for concurrent use.
type Budget struct {
	maxRequests, maxTokens int

	mu       sync.Mutex
	used     Usage
	reserved int // tokens of the requests under way
}

// Usage is what a run has used. Estimated is set when a server did not report
// its tokens. Cached counts answers that cost nothing.
type Usage struct {
	Requests, InputTokens, OutputTokens, Cached int
	Estimated                                   bool
}

// NewBudget returns a budget; 0 is no bound.
func NewBudget(maxRequests, maxTokens int) *Budget {
	return &Budget{maxRequests: maxRequests, maxTokens: maxTokens}
}

// Usage returns what was used so far.
func (b *Budget) Usage() Usage {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.used
}

// reserve takes a request and its tokens out of the budget, and returns how
// many tokens the answer may have, at most output.
func (b *Budget) reserve(input, output int) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.maxRequests > 0 && b.used.Requests >= b.maxRequests {
		return 0, fmt.Errorf("%w: %d of %d requests made", ErrBudget, b.used.Requests, b.maxRequests)
	}
	if b.maxTokens > 0 {
		used := b.used.InputTokens + b.used.OutputTokens + b.reserved
		room := b.maxTokens - used - input
		if room < min(output, leastOutput) {
			return 0, fmt.Errorf("%w: %d of %d tokens are used or reserved, and this takes about %d more", ErrBudget, used, b.maxTokens, input+output)
		}
		output = min(output, room)
	}
	b.used.Requests++
	b.reserved += input + output
	return output, nil
}

// settle replaces what was reserved by what was used.
func (b *Budget) settle(reserved, input, output int, estimated bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.reserved -= reserved
	b.used.InputTokens += input
	b.used.OutputTokens += output
	b.used.Estimated = b.used.Estimated || estimated
}

func (b *Budget) addCached() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.used.Cached++
}

// estimate is about the number of tokens of a text: for most tokenizers three
// bytes or more are one, whatever the script.
func estimate(texts ...string) int {
	n := 0
	for _, t := range texts {
		n += len(t)
	}
	return n/3 + 1
}
