package meaning

import (
	"errors"
	"math"
	"testing"

	kilas "github.com/kilas-news/kilas"
	"github.com/kilas-news/kilas/checks/lexicon"
)

func vectorOf(t *testing.T, l kilas.Lang, text string) *Vector {
	t.Helper()
	side, _, ok := Between(l, l)
	if !ok {
		t.Fatalf("no vectors of %s", l)
	}
	var v Vector
	for _, unit := range lexicon.Units(l, text) {
		side.Add(&v, l, unit)
	}
	return &v
}

// A sentence lies nearer to what says the same than to what shares its subject
// or nothing, across languages and within one.
func TestLikeness(t *testing.T) {
	t.Parallel()
	tests := []struct {
		l, m              kilas.Lang
		text, same, other string
	}{
		{"id", "en", "Polisi menangkap dua orang di rumah itu.", "Two people were arrested by police at the house.", "The house was sold to a young couple."},
		{"id", "en", "Harga minyak turun tajam pekan ini.", "Oil prices fell sharply this week.", "Cooking with oil takes a little practice."},
		{"ms", "en", "Sekolah ditutup kerana banjir.", "Schools are closed because of flooding.", "The children read books at home."},
		{"en", "en", "The car was destroyed by fire.", "A fire burned the vehicle.", "The meeting starts at nine."},
		{"id", "id", "Rumah sakit merawat para korban.", "Para korban dirawat di rumah sakit.", "Pertandingan dimulai pukul delapan."},
	}
	for _, test := range tests {
		v := vectorOf(t, test.l, test.text)
		same, other := v.Likeness(vectorOf(t, test.m, test.same)), v.Likeness(vectorOf(t, test.m, test.other))
		if same < other+0.15 {
			t.Errorf("%q: %.2f to %q, %.2f to %q", test.text, same, test.same, other, test.other)
		}
	}
	if _, _, ok := Between("id", "sw"); ok {
		t.Error("there are vectors of Swahili")
	}
	if s := new(Vector).Likeness(vectorOf(t, "en", "car")); s != 0 {
		t.Errorf("likeness to nothing = %v", s)
	}
}

func TestEncodeOpen(t *testing.T) {
	t.Parallel()
	vector := func(x float32) (v Vector) {
		for k := range v {
			v[k] = x * float32(k-20)
		}
		return v
	}
	table := string(Encode([]Word{{"rumah", vector(0.03)}, {"air", vector(-2)}}, []Word{{"house", vector(1e-4)}, {"nothing", Vector{}}}))
	source, target, err := Open(table)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		side *Side
		word string
		x    float32
	}{{source, "rumah", 0.03}, {source, "air", -2}, {target, "house", 1e-4}, {target, "nothing", 0}} {
		var got Vector
		if !test.side.Add(&got, "", test.word) {
			t.Fatalf("%s is not found", test.word)
		}
		want := vector(test.x)
		for k := range got {
			if diff := math.Abs(float64(got[k] - want[k])); diff > 0.4*math.Abs(float64(test.x)) {
				t.Errorf("%s[%d] = %v, want about %v", test.word, k, got[k], want[k])
			}
		}
	}
	for n := range len(table) {
		if _, _, err := Open(table[:n]); !errors.Is(err, errFormat) {
			t.Fatalf("Open of the first %d of %d bytes: %v", n, len(table), err)
		}
	}
	if _, _, err := Open(table + "x"); !errors.Is(err, errFormat) {
		t.Errorf("Open with a byte too many: %v", err)
	}
	damaged := []byte(table)
	damaged[24] = 0xff // the first offset
	if _, _, err := Open(string(damaged)); !errors.Is(err, errFormat) {
		t.Errorf("Open of a damaged table: %v", err)
	}
}
