package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// takeFolder makes the data folder if it is not there and takes it for this
// process: two servers on one database would each hold what the other does not
// know. The folder is for the owner alone, for keys are in it. Closing what it
// returns gives the folder back.
func takeFolder(data string) (*os.File, error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, cannot("be used as a data folder", data, err)
	}
	f, err := os.OpenFile(filepath.Join(data, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, cannot("be written to", data, err)
	}
	ok, err := lock(f)
	if err == nil && ok {
		return f, nil
	}
	_ = f.Close() // nothing was written
	if err != nil {
		return nil, cannot("be locked", data, err)
	}
	return nil, fmt.Errorf("another server is using the data folder %s: stop it, or name another folder with --data", data)
}

// ownDatabase is the file of the database, made for the owner alone before the
// database would make it for everybody.
func ownDatabase(data string) (string, error) {
	file := filepath.Join(data, "misfortune.db")
	f, err := os.OpenFile(file, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return "", cannot("be written to", data, err)
	}
	return file, f.Close()
}

// cannot makes a sentence of what the system said about a folder.
func cannot(what, data string, err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return fmt.Errorf("the folder %s cannot %s: %w", data, what, err)
}
