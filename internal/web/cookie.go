package web

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"strings"
	"time"
)

// The cookies that we give, all of them signed.
const (
	whoCookie     = "who"     // a person's random id, kept for a year
	trainerCookie = "trainer" // proof of the trainer's key
	langCookie    = "lang"    // the language that the reader chose
	flashCookie   = "flash"   // a refusal to be shown once
)

const (
	year  = 365 * 24 * time.Hour
	month = 30 * 24 * time.Hour

	flashFor = time.Minute
)

// sealVersion begins every value, so that another way of signing can one day
// stand beside this one.
const sealVersion = "v1."

// jar reads and writes signed cookies. The name is signed with the value: what
// we gave as one cookie is no good as another.
type jar struct {
	key    []byte
	secure bool // browsers send them over https only
}

func (j jar) sign(name, value string) []byte {
	mac := hmac.New(sha256.New, j.key)
	mac.Write([]byte(name))
	mac.Write([]byte{0})
	mac.Write([]byte(value))
	return mac.Sum(nil)
}

func (j jar) seal(name, value string) string {
	enc := base64.RawURLEncoding
	return sealVersion + enc.EncodeToString([]byte(value)) + "." + enc.EncodeToString(j.sign(name, value))
}

// open returns the value if we signed it under this name.
func (j jar) open(name, sealed string) (string, bool) {
	rest, ok := strings.CutPrefix(sealed, sealVersion)
	if !ok {
		return "", false
	}
	body, tag, ok := strings.Cut(rest, ".")
	if !ok {
		return "", false
	}
	enc := base64.RawURLEncoding.Strict()
	value, err := enc.DecodeString(body)
	if err != nil {
		return "", false
	}
	mac, err := enc.DecodeString(tag)
	if err != nil || !hmac.Equal(mac, j.sign(name, string(value))) {
		return "", false
	}
	return string(value), true
}

// read returns the value of a cookie, or "" if there is none that we signed. A
// browser may send several of one name; a foreign one does not hide ours.
func (j jar) read(r *http.Request, name string) string {
	for _, c := range r.CookiesNamed(name) {
		if value, ok := j.open(name, c.Value); ok {
			return value
		}
	}
	return ""
}

// write gives the browser a cookie to keep for a while.
func (j jar) write(w http.ResponseWriter, name, value string, keep time.Duration) {
	j.set(w, name, j.seal(name, value), int(keep/time.Second))
}

// drop takes a cookie back.
func (j jar) drop(w http.ResponseWriter, name string) { j.set(w, name, "", -1) }

func (j jar) set(w http.ResponseWriter, name, value string, age int) {
	http.SetCookie(w, &http.Cookie{
		Name: name, Value: value, Path: "/", MaxAge: age,
		HttpOnly: true, Secure: j.secure, SameSite: http.SameSiteLaxMode,
	})
}
