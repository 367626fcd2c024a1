package fetch

import (
	"net/url"
	"strings"
)

// tracking are the query parameters that say where a reader came from; those
// ending in "*" are prefixes.
var tracking = []string{
	"utm_*", "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "twclid", "ttclid", "igshid", "igsh", "mc_cid", "mc_eid",
	"_ga", "_gl", "at_medium", "at_campaign", "at_link_*", "at_bbc_team", "at_format", "at_ptr_name", "at_custom*", "ns_mchannel", "ns_source", "ns_campaign", "ns_linkname", "ns_fee",
	"cmpid", "cmp", "icid", "ito", "smid", "ocid", "xtor", "wt_mc", "wt_zmc", "pk_campaign", "pk_kwd", "mtm_*", "hsCtaTracking", "_hsenc", "_hsmi", "vero_id", "oly_enc_id", "oly_anon_id",
	"ref_src", "ref_url", "spm", "__twitter_impression", "guccounter", "guce_referrer", "guce_referrer_sig", "amp_js_v", "amp_gsa", "usqp",
}

// CleanURL returns the address of the article itself: without parameters that
// track readers and without a fragment, out of the wrappings of AMP caches,
// link redirectors and Google News as far as they tell what they lead to, and
// with its host as it is asked for (xn--...). u isn't changed.
func CleanURL(u *url.URL) *url.URL {
	c := *u
	for range 3 {
		inner := unwrap(&c)
		if inner == nil {
			break
		}
		c = *inner
	}
	c.Host = asciiHost(c.Host)
	c.Fragment, c.RawFragment = "", ""
	c.RawQuery = cleanQuery(c.RawQuery)
	c.ForceQuery = false
	return &c
}

// cleanQuery drops tracking parameters and keeps the others as they are, in
// their order: some servers care.
func cleanQuery(query string) string {
	if query == "" {
		return ""
	}
	kept := make([]string, 0, 4)
	for pair := range strings.SplitSeq(query, "&") {
		key, _, _ := strings.Cut(pair, "=")
		if pair != "" && !isTracking(key) {
			kept = append(kept, pair)
		}
	}
	return strings.Join(kept, "&")
}

func isTracking(key string) bool {
	for _, t := range tracking {
		if prefix, ok := strings.CutSuffix(t, "*"); ok && strings.HasPrefix(key, prefix) || key == t {
			return true
		}
	}
	return false
}
