//go:build unix

package main

import (
	"errors"
	"os"
	"syscall"
)

// lock takes a file for this process alone until it is closed, or the process
// ends in whatever way. ok is false if another process has it.
func lock(f *os.File) (ok bool, err error) {
	err = syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}
