package scenarios

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A scenario names nobody's machines: people type what they read, and a room
// full of engineers must not do it to somebody's servers. So texts hold only
// addresses, names and AS numbers set aside for documentation, and those that
// always mean oneself. Addresses of pages belong into links.

var (
	// A name or a number with dots or colons in it, as one piece.
	addressLike = regexp.MustCompile(`[0-9A-Za-z_:.-]*[.:][0-9A-Za-z_:.-]*`)
	inURL       = regexp.MustCompile(`\b[a-z][a-z0-9+]*://(?:[^\s/@"']*@)?([A-Za-z0-9.-]+\.[A-Za-z]{2,})`)
	asNumber    = regexp.MustCompile(`\bASN? ?([0-9]{1,10})\b`)
	hostForm    = regexp.MustCompile(`^([A-Za-z0-9_-]+\.)+[A-Za-z]{2,}$`)
	placeholder = regexp.MustCompile(`\{\{[^{}\n]*\}\}`)
)

// documentation are the networks set aside by RFC 5737 and RFC 3849.
func documentation() []netip.Prefix {
	return []netip.Prefix{
		netip.MustParsePrefix("192.0.2.0/24"),
		netip.MustParsePrefix("198.51.100.0/24"),
		netip.MustParsePrefix("203.0.113.0/24"),
		netip.MustParsePrefix("2001:db8::/32"),
	}
}

// publicEndings are endings that make a word with dots a name on the public
// internet even where no address is expected. Not all endings are here: many are
// also those of files, classes and metrics (server.rs, Thread.run, broker.id).
func publicEndings() []string {
	return []string{
		"com", "net", "org", "edu", "gov", "mil", "io", "dev", "cloud", "ai", "co",
		"eu", "fr", "uk", "de", "ch", "be", "nl", "jp", "cn", "ru", "us",
	}
}

// finding is a piece of a text that may not be there, and its byte offset.
type finding struct {
	at      int
	message string
}

// revealing lists what a text names although it should not, a hundred of each
// sort at most.
func revealing(text string) []finding {
	var out []finding
	for _, m := range addressLike.FindAllStringIndex(text, -1) {
		if len(out) >= maxProblems {
			break
		}
		piece := text[m[0]:m[1]]
		if complaint := nameComplaint(piece); complaint != "" {
			out = append(out, finding{m[0], complaint})
		}
	}
	for _, m := range inURL.FindAllStringSubmatchIndex(text, maxProblems) {
		if host := text[m[2]:m[3]]; !documentationHost(host) && !public(host) {
			out = append(out, finding{m[2], hostComplaint(host)})
		}
	}
	for _, m := range asNumber.FindAllStringSubmatchIndex(text, maxProblems) {
		n, err := strconv.ParseUint(text[m[2]:m[3]], 10, 32)
		if err != nil || !documentationAS(n) {
			out = append(out, finding{m[0], fmt.Sprintf(
				"%s is not an AS number for documentation: use 64496 to 64511 or 65536 to 65551 (RFC 5398)", text[m[0]:m[1]])})
		}
	}
	return out
}

// nameComplaint says what is wrong with a piece of text that may be an address
// or a name.
func nameComplaint(piece string) string {
	for _, candidate := range []string{piece, strings.Trim(piece, ".:-"), beforePort(piece)} {
		if addr, err := netip.ParseAddr(candidate); err == nil {
			if documentationAddress(addr) {
				return ""
			}
			return fmt.Sprintf("%s is not an address for documentation: use 192.0.2.0/24, 198.51.100.0/24, "+
				"203.0.113.0/24 (RFC 5737) or 2001:db8::/32 (RFC 3849)", candidate)
		}
	}
	for host := range strings.SplitSeq(piece, ":") {
		host = strings.Trim(host, ".-")
		if hostForm.MatchString(host) && public(host) && !documentationHost(host) {
			return hostComplaint(host)
		}
	}
	return ""
}

func hostComplaint(host string) string {
	return fmt.Sprintf("%s is not a name for documentation: use names under .test, .example, example.com, example.net or example.org", host)
}

// beforePort is a piece such as 192.0.2.1:443 without its last part.
func beforePort(piece string) string {
	before, _, _ := strings.Cut(piece, ":")
	return strings.Trim(before, ".-")
}

func documentationAddress(a netip.Addr) bool {
	return a.IsLoopback() || a.IsUnspecified() ||
		slices.ContainsFunc(documentation(), func(p netip.Prefix) bool { return p.Contains(a) })
}

func documentationAS(n uint64) bool {
	return (n >= 64496 && n <= 64511) || (n >= 65536 && n <= 65551)
}

func documentationHost(host string) bool {
	host = "." + strings.ToLower(host)
	return slices.ContainsFunc(
		[]string{".test", ".example", ".example.com", ".example.net", ".example.org", ".localhost"},
		func(end string) bool { return strings.HasSuffix(host, end) })
}

func public(host string) bool {
	last := host[strings.LastIndex(host, ".")+1:]
	return strings.HasPrefix(strings.ToLower(host), "www.") || slices.Contains(publicEndings(), strings.ToLower(last))
}
