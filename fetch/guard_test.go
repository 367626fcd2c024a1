package fetch

import (
	"net/netip"
	"net/url"
	"testing"
)

func TestIsPublic(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"1.1.1.1": true, "8.8.8.8": true, "93.184.216.34": true, "2606:4700::1111": true, "::ffff:8.8.8.8": true,
		"127.0.0.1": false, "127.1.2.3": false, "0.0.0.0": false, "0.1.2.3": false, "10.0.0.1": false, "172.16.0.1": false, "172.31.255.255": false,
		"192.168.1.1": false, "169.254.169.254": false, "100.64.0.1": false, "100.100.100.200": false, "192.0.0.192": false, "198.18.0.1": false, "192.0.2.1": false,
		"224.0.0.1": false, "240.0.0.1": false, "255.255.255.255": false, "::": false, "::1": false, "fe80::1": false, "fe80::1%eth0": false,
		"fc00::1": false, "fd00:ec2::254": false, "ff02::1": false, "fec0::1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:db8::1": false, "2001::1": false,
	} {
		if got := isPublic(netip.MustParseAddr(address)); got != want {
			t.Errorf("isPublic(%s) = %v, want %v", address, got, want)
		}
	}
}

func TestIsPrivateName(t *testing.T) {
	t.Parallel()
	for host, want := range map[string]bool{
		"example.org": false, "news.example.co.id": false, "1.1.1.1": false, "face.de": false, "abc.cafe": false,
		"localhost": true, "LOCALHOST.": true, "foo.localhost": true, "printer.local": true, "metadata.google.internal": true, "intranet": true,
		"127.0.0.1": true, "::1": true, "127.1": true, "0x7f.1": true, "2130706433": true, "10.1.2.3": true,
	} {
		if got := isPrivateName(host); got != want {
			t.Errorf("isPrivateName(%q) = %v, want %v", host, got, want)
		}
	}
}

func TestIsNamed(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		named, other string
		want         bool
	}{
		{"http://a.example/", "http://a.example/x", true},
		{"http://a.example/", "https://a.example/x", true},
		{"http://a.example/", "http://A.EXAMPLE:80/x", true},
		{"http://a.example:8080/", "http://a.example:8080/x", true},
		{"http://a.example:8080/", "http://a.example/x", false},
		{"http://a.example/", "http://a.example:6379/", false},
		{"http://a.example/", "http://b.example/", false},
		{"http://127.0.0.1/", "http://127.0.0.2/", false},
	} {
		named, err := url.Parse(tc.named)
		if err != nil {
			t.Fatal(err)
		}
		other, err := url.Parse(tc.other)
		if err != nil {
			t.Fatal(err)
		}
		if got := isNamed(withNamed(t.Context(), named), other); got != tc.want {
			t.Errorf("isNamed(%s, %s) = %v, want %v", tc.named, tc.other, got, tc.want)
		}
	}
}
