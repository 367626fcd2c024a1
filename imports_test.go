package kilas

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/kilas-news/kilas"

// allowed says which packages of this module a package may import, together
// with their subpackages; its own are always allowed. Only cmd/kilas may import
// everything.
var allowed = map[string][]string{
	"":                  {},
	"langs":             {""},
	"fetch":             {""},
	"checks":            {"", "langs"},
	"align":             {"", "langs", "checks"},
	"summarize":         {"", "langs", "checks", "internal/llm", "internal/store", "internal/command"},
	"translate":         {"", "langs", "checks", "internal/llm", "internal/store", "internal/command"},
	"render":            {"", "langs"},
	"internal/store":    {""},
	"internal/llm":      {},
	"internal/command":  {},
	"internal/newsroom": {"", "langs"},
	"digest":            {"", "langs", "internal/command", "internal/pipeline", "internal/store", "fetch", "align", "render"},
	"internal/pipeline": {"", "fetch", "langs", "checks", "align", "summarize", "translate", "internal/store"},
	// The program that fits the likeness of reports to simulated news.
	"internal/pipeline/train": {"", "langs", "align", "internal/pipeline", "internal/newsroom"},
}

// listed is what `go list -json` says of a package.
type listed struct {
	ImportPath string
	Imports    []string
}

// Imports run one way, as the table says, and only the command knows of
// command lines. A package that the table lacks fails too.
func TestImports(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	dec := json.NewDecoder(bytes.NewReader(out))
	seen := 0
	for {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		seen++
		name := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		if strings.HasPrefix(name, "cmd/") {
			continue
		}
		owner, ok := ownerOf(name)
		if !ok {
			t.Errorf("package %s is not in the table of imports", name)
			continue
		}
		for _, imp := range p.Imports {
			checkImport(t, name, owner, imp)
		}
	}
	if seen < 20 {
		t.Errorf("saw %d packages; go list must have failed to look everywhere", seen)
	}
}

func checkImport(t *testing.T, name, owner, imp string) {
	t.Helper()
	if strings.HasPrefix(imp, "github.com/urfave/cli") {
		t.Errorf("%s imports %s, which is for cmd/kilas only", name, imp)
	}
	if imp != module && !strings.HasPrefix(imp, module+"/") {
		return
	}
	target := strings.TrimPrefix(strings.TrimPrefix(imp, module), "/")
	if owner != "" && (target == owner || strings.HasPrefix(target, owner+"/")) {
		return
	}
	mayImport := slices.ContainsFunc(allowed[owner], func(a string) bool {
		return target == a || a != "" && strings.HasPrefix(target, a+"/")
	})
	if !mayImport {
		t.Errorf("%s imports %s; its table has %q", name, target, allowed[owner])
	}
}

// ownerOf returns the entry of the table that a package falls under: itself
// or the nearest parent.
func ownerOf(name string) (string, bool) {
	for p := name; ; {
		if _, ok := allowed[p]; ok && (p != "" || name == "") {
			return p, true
		}
		i := strings.LastIndexByte(p, '/')
		if i < 0 {
			return "", false
		}
		p = p[:i]
	}
}
