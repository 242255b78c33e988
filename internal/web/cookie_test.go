package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestOnlyWhatWeSignedUnderItsOwnNameIsRead(t *testing.T) {
	ours := jar{key: []byte("a key"), secure: true}
	theirs := jar{key: []byte("another key")}
	good := ours.seal(whoCookie, "person-1")
	for name, c := range map[string]struct{ value, want string }{
		"as we gave it":             {good, "person-1"},
		"another name's value":      {ours.seal(trainerCookie, "person-1"), ""},
		"another key":               {theirs.seal(whoCookie, "person-1"), ""},
		"bare":                      {"person-1", ""},
		"empty":                     {"", ""},
		"no version":                {strings.TrimPrefix(good, sealVersion), ""},
		"another version":           {"v2." + strings.TrimPrefix(good, sealVersion), ""},
		"no signature":              {good[:strings.LastIndex(good, ".")], ""},
		"cut short":                 {good[:len(good)-1], ""},
		"another value's signature": {sealVersion + "cGVyc29uLTI" + good[strings.LastIndex(good, "."):], ""},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
		r.AddCookie(&http.Cookie{Name: whoCookie, Value: c.value})
		if got := ours.read(r, whoCookie); got != c.want {
			t.Errorf("%s: read %q, want %q", name, got, c.want)
		}
	}
}

func TestAForeignCookieDoesNotHideOurs(t *testing.T) {
	j := jar{key: []byte("a key")}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.AddCookie(&http.Cookie{Name: whoCookie, Value: "of another program on this host"})
	r.AddCookie(&http.Cookie{Name: whoCookie, Value: j.seal(whoCookie, "person-1")})
	if got := j.read(r, whoCookie); got != "person-1" {
		t.Errorf("read %q, want ours", got)
	}
}

func TestCookiesAreOutOfReachOfScriptAndOtherSites(t *testing.T) {
	for _, secure := range []bool{false, true} {
		w := httptest.NewRecorder()
		jar{key: []byte("a key"), secure: secure}.write(w, whoCookie, "person-1", year)
		c := w.Result().Cookies()[0]
		if !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Secure != secure || c.MaxAge != 365*24*3600 {
			t.Errorf("over https %v: %v", secure, c)
		}
	}
}
