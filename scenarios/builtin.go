package scenarios

import (
	"embed"
	"fmt"
)

//go:embed *.yaml
var builtIn embed.FS

// File is a scenario file.
type File struct {
	Name   string // without a folder
	Source []byte
}

// BuiltIn returns the scenario files that this program carries, by name. The
// caller may keep and change them.
func BuiltIn() []File {
	entries, err := builtIn.ReadDir(".")
	if err != nil {
		panic(fmt.Sprintf("scenarios: reading what is embedded: %v", err))
	}
	files := make([]File, 0, len(entries))
	for _, e := range entries {
		src, err := builtIn.ReadFile(e.Name())
		if err != nil {
			panic(fmt.Sprintf("scenarios: reading what is embedded: %v", err))
		}
		files = append(files, File{Name: e.Name(), Source: src})
	}
	return files
}
