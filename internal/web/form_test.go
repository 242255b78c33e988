package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestOnlyReadableFormsAreRead(t *testing.T) {
	const form = "application/x-www-form-urlencoded"
	for name, c := range map[string]struct {
		kind, body string
		status     int // 0: it is read
	}{
		"a form":               {form, "nick=Ada&team=", 0},
		"with a charset":       {form + "; charset=utf-8", "nick=Ada", 0},
		"an empty form":        {form, "", 0},
		"200 fields":           {form, strings.Repeat("a=1&", 199) + "a=1", 0},
		"201 fields":           {form, strings.Repeat("a=1&", 200) + "a=1", http.StatusBadRequest},
		"64 KiB":               {form, "a=" + strings.Repeat("x", maxBody-2), 0},
		"64 KiB and one":       {form, "a=" + strings.Repeat("x", maxBody-1), http.StatusRequestEntityTooLarge},
		"broken UTF-8":         {form, "nick=%ff%fe", http.StatusBadRequest},
		"broken UTF-8, a name": {form, "%ff=1", http.StatusBadRequest},
		"a broken escape":      {form, "nick=%zz", http.StatusBadRequest},
		"a semicolon":          {form, "a=1;b=2", http.StatusBadRequest},
		"JSON":                 {"application/json", `{"nick":"Ada"}`, http.StatusUnsupportedMediaType},
		"multipart":            {"multipart/form-data; boundary=x", "--x--", http.StatusUnsupportedMediaType},
		"no type":              {"", "nick=Ada", http.StatusUnsupportedMediaType},
		"a broken type":        {"=;", "nick=Ada", http.StatusUnsupportedMediaType},
	} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", strings.NewReader(c.body))
		r.Header.Set("Content-Type", c.kind)
		_, err := readForm(httptest.NewRecorder(), r)
		got := 0
		if err != nil {
			refused, ok := refusalOf(err)
			if !ok {
				t.Errorf("%s: %v is nobody's fault", name, err)
			}
			got = refused.status
		}
		if got != c.status {
			t.Errorf("%s: status %d, want %d", name, got, c.status)
		}
	}
}

func TestCommandIDs(t *testing.T) {
	for id, ok := range map[string]bool{
		"0123456789abcdef":       true,
		"AZaz09_-AZaz09_-":       true,
		strings.Repeat("x", 64):  true,
		strings.Repeat("x", 65):  false,
		"0123456789abcde":        false,
		"0123456789abcde/":       false,
		"0123456789abcdeé":       false,
		"0123456789abcdef\n":     false,
		"<script>alert</script>": false,
	} {
		got, err := commandID(map[string][]string{"id": {id}})
		if (err == nil) != ok || ok && string(got) != id {
			t.Errorf("the id %q: %q, %v", id, got, err)
		}
	}
	a, errA := commandID(nil)
	b, errB := commandID(nil)
	if errA != nil || errB != nil || a == b || len(a) < 16 {
		t.Errorf("ids made for browsers without script: %q, %q", a, b)
	}
}
