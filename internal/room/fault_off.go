//go:build !faultpoints

package room

// fault does nothing; see fault_on.go.
func fault(point) {}
