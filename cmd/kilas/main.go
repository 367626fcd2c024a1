// Command kilas summarizes and translates news: it fetches articles, pairs
// their key sentences with those of the reader's language, and shows what only
// one of two articles says. Run "kilas help" for its commands.
package main

import (
	"context"
	"os"
	"os/signal"
	"os/user"
	"syscall"

	"github.com/adrg/xdg"
)

func main() {
	signal.Ignore(syscall.SIGPIPE) // a closed pipe is an error of a write, and no reason to die
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // so that a second one ends what doesn't heed the first
	findHome()
	code := run(ctx, os.Args, system())
	stop()
	os.Exit(code)
}

// findHome sets the home folder where nothing else does, as in services that
// systemd starts, so that no file is sought in the root folder.
func findHome() {
	if _, err := os.UserHomeDir(); err == nil {
		return
	}
	if u, err := user.Current(); err == nil && u.HomeDir != "" && os.Setenv("HOME", u.HomeDir) == nil {
		xdg.Reload()
	}
}
