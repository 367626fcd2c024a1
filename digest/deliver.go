package digest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"time"

	"github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/digest/mail"
	"github.com/kilas-news/kilas/internal/store"
)

// Renderer writes a digest in the format of a target. earlier are stories that
// the file held before, for a feed to go on listing.
type Renderer func(w io.Writer, t store.Target, d kilas.Digest, earlier []kilas.Story) error

// Sender sends a digest by mail. id is the same whenever the same digest is
// sent, for its Message-ID.
type Sender func(ctx context.Context, d kilas.Digest, id string) error

// A delivery goes through these steps, each of which is on the disk before the
// next one begins:
//
//  1. planned: the state knows the digest and the names of its files
//  2. the files are written under other names
//  3. prepared: the stories count as told
//  4. each file gets its name, stdout is written, mail is sent; each is noted
//  5. done, with the last one
//
// A run that dies in 1 or 2 told nothing: the next run removes the files and
// forgets the delivery. After 3 the next run goes on with 4. A file that has
// its name has lost the other one, so it is never written twice. Mail is sent
// again when the run died between the server's answer and the note of it, with
// the same Message-ID. Nobody knows how much of stdout was read when a run died,
// so a digest that went only there is told anew.

// deliver brings a digest to all targets.
func (r *run) deliver(ctx context.Context, d *kilas.Digest, tells []store.Telling) error {
	targets, err := r.resolve(d.ID)
	if err != nil {
		return undelivered(err)
	}
	del := store.Delivery{ID: d.ID, Created: r.opt.Now, Title: d.Title, Stories: len(d.Stories), Leads: leadsOf(*d), Digest: d, Targets: targets}
	if err := r.State.Plan(ctx, del, tells); err != nil {
		return undelivered(err)
	}
	r.at("planned")
	hashes, err := r.prepare(ctx, del)
	r.at("files")
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = r.State.Prepare(ctx, d.ID, hashes)
	}
	if err != nil {
		r.undo(del)
		return undelivered(err)
	}
	r.at("prepared")
	for i, h := range hashes {
		del.Targets[i].Hash = h
	}
	if err := r.finish(ctx, del); err != nil {
		return undelivered(err)
	}
	return nil
}

// undo forgets a delivery of which nothing has its name yet.
func (r *run) undo(d store.Delivery) {
	for _, t := range d.Targets {
		if t.Temp != "" {
			_ = os.Remove(t.Temp) // the next run tries again
		}
	}
	// It must be done also when the run was interrupted; if it fails, the next
	// run does it.
	_ = r.State.GiveUp(context.Background(), d.ID)
}

// prepare writes the files of a delivery under their temporary names.
func (r *run) prepare(ctx context.Context, d store.Delivery) ([][]byte, error) {
	hashes := make([][]byte, len(d.Targets))
	for i, t := range d.Targets {
		if t.Kind != store.TargetFile {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(t.Path), 0o755); err != nil { //nolint:gosec // as the user's umask has it
			return nil, err
		}
		var err error
		if hashes[i], err = r.write(ctx, t, *d.Digest); err != nil {
			return nil, err
		}
		if err := syncFolder(filepath.Dir(t.Path)); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}

// write renders a digest into the temporary file of a target.
func (r *run) write(ctx context.Context, t store.Target, d kilas.Digest) ([]byte, error) {
	earlier, err := r.earlier(ctx, t, d)
	if err != nil {
		return nil, err
	}
	f, err := os.OpenFile(t.Temp, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o644) //nolint:gosec // as the user's umask has it
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	err = r.Render(io.MultiWriter(f, h), t, d, earlier)
	err = errors.Join(err, f.Sync(), f.Close())
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", t.Path, err)
	}
	return h.Sum(nil), nil
}

// finish brings a prepared delivery to the targets that it has not reached.
func (r *run) finish(ctx context.Context, d store.Delivery) error {
	var failed error
	later := false
	for _, t := range d.Targets {
		if t.Written {
			continue
		}
		err := r.reach(ctx, d, t)
		r.at("reached " + strconv.Itoa(t.N))
		if err == nil {
			// What was delivered has to be known, also when the run is over.
			err = r.State.Written(context.WithoutCancel(ctx), d.ID, t.N)
		}
		if err != nil {
			failed = errors.Join(failed, err)
			later = later || t.Kind != store.TargetStdout
			continue
		}
		r.at("noted " + strconv.Itoa(t.N))
		r.out.Written = append(r.out.Written, t.Path)
	}
	if failed == nil {
		return nil
	}
	if later {
		return failed // the next run goes on with it
	}
	return errors.Join(failed, r.State.GiveUp(context.WithoutCancel(ctx), d.ID))
}

func (r *run) reach(ctx context.Context, d store.Delivery, t store.Target) error {
	switch t.Kind {
	case store.TargetFile:
		return r.place(ctx, d, t)
	case store.TargetStdout:
		return r.print(t, *d.Digest)
	case store.TargetMail:
		if r.Send == nil {
			return errors.New("this run can't send mail")
		}
		err := r.Send(ctx, *d.Digest, d.ID)
		if mail.OutcomeOf(err) == mail.Accepted && err != nil {
			r.problem("", "%v", err) // the others have it, and would get it again
			return nil
		}
		return err
	}
	return fmt.Errorf("unknown target %q", t.Kind)
}

// place gives a file its name.
func (r *run) place(ctx context.Context, d store.Delivery, t store.Target) error {
	if _, err := os.Lstat(t.Temp); errors.Is(err, fs.ErrNotExist) {
		return nil // it has its name, or had it: whoever reads digests may take them away
	}
	if !t.Replace && exists(t.Path) {
		path, _ := Expand(numbered(t.Path), d.Created, exists)
		if err := r.State.Rename(ctx, d.ID, t.N, path); err != nil {
			return err
		}
		t.Path = path
	}
	if err := os.Rename(t.Temp, t.Path); err != nil {
		return err
	}
	r.at("named " + strconv.Itoa(t.N))
	return syncFolder(filepath.Dir(t.Path))
}

// numbered is a pattern for names beside one that is taken.
func numbered(path string) string {
	ext := filepath.Ext(path)
	return strings.TrimSuffix(path, ext) + "-" + placeN + ext
}

func (r *run) print(t store.Target, d kilas.Digest) error {
	var b bytes.Buffer
	if err := r.Render(&b, t, d, nil); err != nil {
		return err
	}
	_, err := r.Stdout.Write(b.Bytes())
	return err
}

// at is called between the steps of a delivery. Tests die there.
func (r *run) at(step string) {
	if r.step != nil {
		r.step(step)
	}
}

// leadsOf are the titles of a digest's first stories.
func leadsOf(d kilas.Digest) []string {
	out := []string{}
	for _, s := range d.Stories[:min(len(d.Stories), leadTitles)] {
		out = append(out, s.Brief.Title.Source.Text)
	}
	return out
}

const leadTitles = 3

// digestID names a digest by when it was made and what it tells. Two that tell
// nothing may be made within a second.
func digestID(d kilas.Digest, made time.Time) string {
	h := sha256.New()
	_, _ = io.WriteString(h, made.Format(time.RFC3339Nano)+"\x00") // a hash never fails
	for _, s := range d.Stories {
		_, _ = io.WriteString(h, s.ID+"\x00"+strconv.FormatBool(s.Updated)+"\x00")
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}

// syncFolder has the names in a folder written to the disk. Windows has no such
// thing.
func syncFolder(path string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	err = f.Sync()
	if errors.Is(err, errors.ErrUnsupported) {
		err = nil
	}
	return errors.Join(err, f.Close())
}

// undelivered says that an error kept a digest from being delivered.
func undelivered(err error) error { return fmt.Errorf("%w: %w", ErrUndelivered, err) }
