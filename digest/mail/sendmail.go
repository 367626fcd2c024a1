package mail

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os/exec"

	"github.com/kilas-news/kilas/internal/command"
)

// maxSendmailOutput is what a command may print, which is nothing as a rule.
const maxSendmailOutput = 64 << 10

// exTempFail is what sendmail exits with when a later try may succeed
// (sysexits.h).
const exTempFail = 75

// sendmail gives the message to a command, with lines as text files on this
// machine have them. A command that is stopped while it runs may have taken it.
func sendmail(ctx context.Context, cfg Config, m Message) error {
	fail := &Error{Server: cfg.server(), Stage: StageSendmail, Outcome: NotSent}
	words, err := command.Parse(cfg.Sendmail)
	if err != nil {
		fail.Err = err
		return fail
	}
	p := command.Program{Words: words, Timeout: cfg.timeout(), MaxOutput: maxSendmailOutput}
	_, err = p.Run(ctx, string(bytes.ReplaceAll(m.Raw, []byte("\r\n"), []byte("\n"))))
	if err == nil {
		return nil
	}
	fail.Err = scrub(ctx, err, cfg)
	var exit *exec.ExitError
	var start *exec.Error
	var path *fs.PathError
	switch {
	case errors.As(err, &exit) && exit.Exited():
		fail.Code = exit.ExitCode()
		fail.Temporary = fail.Code == exTempFail
	case errors.As(err, &start), errors.As(err, &path): // it did not run at all
	default:
		fail.Outcome, fail.Temporary = Unknown, true
	}
	return fail
}
