//go:build faultpoints

package room

import (
	"os"
	"strconv"
	"strings"
	"sync/atomic"
)

// A build with this tag reads MISFORTUNE_FAULT, such as "append:37": the process
// kills itself, as SIGKILL would, when it comes to that point for the 37th time.
//
//nolint:gochecknoglobals // the process has one death
var (
	deathAt point
	passes  atomic.Int64 // until then
)

func init() {
	at, n, _ := strings.Cut(os.Getenv("MISFORTUNE_FAULT"), ":")
	count, err := strconv.Atoi(n)
	if at == "" && n == "" {
		return
	}
	if err != nil || count < 1 {
		panic("MISFORTUNE_FAULT must be like append:37")
	}
	deathAt = point(at)
	passes.Store(int64(count))
}

// fault ends the process if this is the point and the passage to die at.
func fault(p point) {
	if p != deathAt || passes.Add(-1) != 0 {
		return
	}
	self, err := os.FindProcess(os.Getpid())
	if err == nil {
		err = self.Kill()
	}
	if err != nil {
		panic(err)
	}
	select {} // not one instruction further, until the signal is here
}
