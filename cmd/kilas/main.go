// Command kilas summarizes and translates news: it fetches articles, pairs
// their key sentences with those of the reader's language, and shows what only
// one of two articles says. Run "kilas help" for its commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of a write, and no reason to die
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args, system())
	stop()
	os.Exit(code)
}
