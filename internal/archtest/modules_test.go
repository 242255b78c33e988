package archtest

import (
	"encoding/json"
	"strings"
	"testing"
)

// modernc.org/sqlite is translated against one version of modernc.org/libc and
// breaks in riddles with another; a careless `go get -u` makes it another.
func TestLibcIsTheOneThatSQLiteWasMadeFor(t *testing.T) {
	goMod := strings.TrimSpace(run(t, "go", "list", "-m", "-f", "{{.GoMod}}", "modernc.org/sqlite"))
	var wanted struct {
		Require []struct{ Path, Version string }
	}
	if err := json.Unmarshal([]byte(run(t, "go", "mod", "edit", "-json", goMod)), &wanted); err != nil {
		t.Fatal(err)
	}
	have := strings.TrimSpace(run(t, "go", "list", "-m", "-f", "{{.Version}}", "modernc.org/libc"))
	for _, r := range wanted.Require {
		if r.Path != "modernc.org/libc" {
			continue
		}
		if r.Version != have {
			t.Errorf("modernc.org/libc is %s, sqlite wants %s: go get modernc.org/libc@%[2]s", have, r.Version)
		}
		return
	}
	t.Errorf("%s does not require modernc.org/libc", goMod)
}
