package mail

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestMain lets the test binary be a sendmail command: it writes its arguments
// and input to the file that it is told, or does what it is told instead.
func TestMain(m *testing.M) {
	if len(os.Args) > 2 && os.Args[1] == "sendmail" {
		os.Exit(fakeSendmail(os.Args[2], os.Args[3:]))
	}
	os.Exit(m.Run())
}

func fakeSendmail(what string, args []string) int {
	if what == "sleep" {
		time.Sleep(time.Hour)
	}
	if status, err := strconv.Atoi(what); err == nil {
		_, _ = os.Stderr.WriteString("sendmail: no\x1b luck")
		return status
	}
	input, err := io.ReadAll(os.Stdin)
	if err != nil {
		return 1
	}
	if err := os.WriteFile(what, append([]byte(strings.Join(args, "|")+"\n"), input...), 0o600); err != nil {
		return 1
	}
	return 0
}

func fakeCommand(t *testing.T, rest string) Config {
	t.Helper()
	return Config{Sendmail: "'" + os.Args[0] + "' sendmail " + rest}
}

func TestSendmail(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "a message")
	m := testMessage(t)
	if err := Send(context.Background(), fakeCommand(t, `"`+file+`" -t -i -f 'a b'`), m); err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := append([]byte("-t|-i|-f|a b\n"), bytes.ReplaceAll(m.Raw, []byte("\r\n"), []byte("\n"))...)
	if !bytes.Equal(got, want) {
		t.Errorf("the command got %q", got)
	}
	if _, parts := readParts(t, got[len("-t|-i|-f|a b\n"):]); len(parts) != 2 {
		t.Errorf("%d parts arrived", len(parts))
	}
}

func TestSendmailFails(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]Error{
		"75": {Stage: StageSendmail, Outcome: NotSent, Temporary: true, Code: 75},
		"67": {Stage: StageSendmail, Outcome: NotSent, Code: 67},
	} {
		err := Send(context.Background(), fakeCommand(t, status), testMessage(t))
		checkError(t, err, want)
		if !strings.Contains(err.Error(), "sendmail: no") || strings.Contains(err.Error(), "\x1b") {
			t.Errorf("error %q, want what the command said, without control characters", err)
		}
	}
}

func TestSendmailIsStopped(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(context.Background(), 300*time.Millisecond)
	defer cancel()
	err := Send(ctx, fakeCommand(t, "sleep"), testMessage(t))
	checkError(t, err, Error{Stage: StageSendmail, Outcome: Unknown, Temporary: true})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want %v", err, context.DeadlineExceeded)
	}
}
