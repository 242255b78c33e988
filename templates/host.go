package templates

import (
	"strings"

	"github.com/a-h/templ"
)

// atFault marks the field that a refusal is about.
func atFault(f HostForm, field string) templ.Attributes {
	if f.Field != field || f.Error == "" {
		return templ.Attributes{}
	}
	return templ.Attributes{"aria-invalid": "true", "aria-describedby": "host-wrong"}
}

// factorKey is a time factor as part of a catalogue key.
func factorKey(factor string) string { return strings.ReplaceAll(factor, ".", "_") }
