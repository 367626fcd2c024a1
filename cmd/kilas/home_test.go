package main

import (
	"os/user"
	"strings"
	"testing"

	"github.com/adrg/xdg"
)

// Without HOME the folders are in the user's home all the same.
func TestFindHome(t *testing.T) {
	u, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(xdg.Reload) // runs when the environment is as it was
	t.Setenv("HOME", "")
	t.Setenv("XDG_CONFIG_HOME", "")
	findHome()
	if !strings.HasPrefix(xdg.ConfigHome, u.HomeDir) {
		t.Errorf("configuration is in %s, want it in %s", xdg.ConfigHome, u.HomeDir)
	}
}
