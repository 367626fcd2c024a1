package translit

import "testing"

func TestTranscribed(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"奥巴马总统", "aobama"},
		{"总统克林顿在华盛顿说", "klindun washendun"},
		{"与 Nadal 见面", ""},
		{"", ""},
	}
	for _, test := range tests {
		if got := Transcribed(test.text); got != test.want {
			t.Errorf("Transcribed(%q) = %q, want %q", test.text, got, test.want)
		}
	}
	for r, latin := range transcribing {
		if latin == "" || !isLatin(latin) {
			t.Errorf("%c is %q", r, latin)
		}
	}
}
