package render

import "testing"

func TestSettled(t *testing.T) {
	t.Parallel()
	tests := []struct{ in, want string }{
		{"", ""},
		{"12", "12"},
		{"Harbour Daily", "Harbour Daily"},
		{"صحيفة المرفأ", "صحيفة المرفأ\u200e"},
		{"הארץ 24", "הארץ 24\u200e"},
		{"صحيفة News (1)", "صحيفة News (1)"},
	}
	for _, tt := range tests {
		if got := settled(tt.in); got != tt.want {
			t.Errorf("settled(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}
