package text

import (
	"math"
	"strconv"
	"strings"
)

// narrow is the space that French sets before tall punctuation and between
// thousands: narrow, and never at the end of a line.
const narrow = "\u202f"

// Number writes n with the language's thousands separator: 12,500 or 12 500.
func (p *Printer) Number(n int) string { return p.group(strconv.Itoa(n)) }

// Decimal writes f with at most one digit after the point or comma.
func (p *Printer) Decimal(f float64) string {
	s := strconv.FormatFloat(math.Round(f*10)/10, 'f', -1, 64)
	whole, part, ok := strings.Cut(s, ".")
	if !ok {
		return p.group(whole)
	}
	point := "."
	if p.lang == "fr" {
		point = ","
	}
	return p.group(whole) + point + part
}

// Percent writes a share of 1 as whole percents: 85% or 85 %.
func (p *Printer) Percent(share float64) string {
	n := p.Number(int(math.Round(share * 100)))
	if p.lang == "fr" {
		return n + narrow + "%"
	}
	return n + "%"
}

// Large writes a large round number in words: 3.5 billion, 40,000.
func (p *Printer) Large(f float64) string {
	switch {
	case f >= 1e9:
		return p.T("number.billion", "amount", f/1e9)
	case f >= 1e6:
		return p.T("number.million", "amount", f/1e6)
	default:
		return p.Number(int(math.Round(f)))
	}
}

// group sets a separator between thousands from five digits on.
func (p *Printer) group(digits string) string {
	sign := ""
	if strings.HasPrefix(digits, "-") {
		sign, digits = "\u2212", digits[1:]
	}
	if len(digits) < 5 {
		return sign + digits
	}
	sep := ","
	if p.lang == "fr" {
		sep = narrow
	}
	var b strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteString(sep)
		}
		b.WriteRune(d)
	}
	return sign + b.String()
}

// Clock writes seconds as minutes and seconds, 3:07, or with hours, 1:02:07.
// It is the same in every language.
func Clock(seconds int) string {
	seconds = max(seconds, 0)
	s := strconv.Itoa(seconds % 60)
	if len(s) < 2 {
		s = "0" + s
	}
	m := seconds / 60
	if m < 60 {
		return strconv.Itoa(m) + ":" + s
	}
	mm := strconv.Itoa(m % 60)
	if len(mm) < 2 {
		mm = "0" + mm
	}
	return strconv.Itoa(m/60) + ":" + mm + ":" + s
}
