package translit

import "testing"

func TestLatin(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"Путин", "putin"}, {"Жуков", "zhukov"}, {"Αθήνα", "athina"}, {"محمد", "mhmd"},
		{"ニューヨーク", "nyuyoku"}, {"ティム", "timu"}, {"서울", "seoul"}, {"दिल्ली", "dilli"}, {"मोदी", "modi"},
		{"ไทย", "thaiy"}, {"Åland 5", "Åland 5"}, {"", ""},
	}
	for _, tt := range tests {
		if got := Latin(tt.text); got != tt.want {
			t.Errorf("Latin(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestSkeleton(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{
		{"putin", "poutine"}, {"katherine", "catherin"}, {"sofia", "sophia"},
		{Latin("Жириновский"), "zhirinovsky"},
	} {
		if a, b := Skeleton(pair[0]), Skeleton(pair[1]); a != b {
			t.Errorf("Skeleton(%q) = %q and Skeleton(%q) = %q differ", pair[0], a, pair[1], b)
		}
	}
	if Skeleton("london") == Skeleton("lisbon") {
		t.Error("london and lisbon sound alike")
	}
}

func TestLikeness(t *testing.T) {
	t.Parallel()
	tests := []struct {
		a, b string
		want float64
	}{{"islandia", "iceland", 0.625}, {"same", "same", 1}, {"abc", "xyz", 0}, {"", "", 1}}
	for _, tt := range tests {
		if got := Likeness(tt.a, tt.b); got != tt.want {
			t.Errorf("Likeness(%q, %q) = %v, want %v", tt.a, tt.b, got, tt.want)
		}
		if a, b := Likeness(tt.a, tt.b), Likeness(tt.b, tt.a); a != b {
			t.Errorf("Likeness(%q, %q) = %v, the other way round %v", tt.a, tt.b, a, b)
		}
	}
}
