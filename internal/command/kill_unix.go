//go:build unix

package command

import (
	"os/exec"
	"syscall"
)

// killWithChildren starts the command in a process group of its own, and lets
// the end of its context kill the group: apertium and the like are scripts
// whose children would live on.
func killWithChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
