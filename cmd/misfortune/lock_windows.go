package main

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lock takes a file for this process alone until it is closed, or the process
// ends in whatever way. ok is false if another process has it.
func lock(f *os.File) (ok bool, err error) {
	const how = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err = windows.LockFileEx(windows.Handle(f.Fd()), how, 0, 1, 0, new(windows.Overlapped))
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return false, nil
	}
	return err == nil, err
}
