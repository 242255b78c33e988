package web

import (
	"crypto/rand"
	"math/big"
	"strings"
)

// Join codes are six symbols of an alphabet without look-alikes, because they
// are read off a projector from the back row and called across the room. Of
// each group that people mix up (0 O Q D, 1 I L, 2 Z, 5 S, 6 G, 8 B, U V) one
// is kept or none, and there are no vowels, so that no code spells a word.
// 23 symbols make 148 million codes.
const (
	codeSymbols = "CDFGHJKMNPRTVWXY2345789"
	codeLength  = 6
)

// misread maps the symbols that are in no code to the one they were taken for.
var misread = strings.NewReplacer( //nolint:gochecknoglobals // immutable
	"0", "D", "O", "D", "Q", "D", "Z", "2", "S", "5", "6", "G", "B", "8", "U", "V")

// newCode draws a join code.
func newCode() string {
	code := make([]byte, codeLength)
	for i := range code {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(len(codeSymbols))))
		if err != nil {
			panic("web: no entropy: " + err.Error()) // crypto/rand never fails on supported systems
		}
		code[i] = codeSymbols[n.Int64()]
	}
	return string(code)
}

// readCode makes of what somebody typed the code they meant: small letters,
// spaces, dashes and misread symbols are forgiven. ok is false when it cannot
// be a code.
func readCode(typed string) (code string, ok bool) {
	if len(typed) > 8*codeLength {
		return "", false
	}
	strip := func(r rune) rune {
		if r == ' ' || r == '-' || r == '\t' {
			return -1
		}
		return r
	}
	code = misread.Replace(strings.ToUpper(strings.Map(strip, typed)))
	if len(code) != codeLength || strings.Trim(code, codeSymbols) != "" {
		return "", false
	}
	return code, true
}
