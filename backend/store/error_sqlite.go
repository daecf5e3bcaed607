package store

import (
	"errors"
	"fmt"

	"modernc.org/sqlite"
	codes "modernc.org/sqlite/lib"

	"whittle/backend"
)

// failures says what the person may read of SQLite's primary result codes (sqlite.org/rescode.html).
var failures = map[int]struct {
	code    backend.Code
	message string
}{
	codes.SQLITE_FULL:       {backend.Unavailable, "The disk is full. Nothing was changed. Free some space and try again."},
	codes.SQLITE_BUSY:       {backend.Unavailable, "Another program keeps the library busy. Nothing was changed. Try again in a moment."},
	codes.SQLITE_READONLY:   {backend.Unavailable, "The library's folder cannot be written to. Nothing was changed. Check its permissions."},
	codes.SQLITE_CANTOPEN:   {backend.Unavailable, "The library's file cannot be opened. Check that its folder is there and may be written to."},
	codes.SQLITE_PERM:       {backend.Unavailable, "The library's file may not be opened. Check its permissions."},
	codes.SQLITE_IOERR:      {backend.Unavailable, "The disk did not take or give the library's data. Nothing was changed. Check the disk and try again."},
	codes.SQLITE_CORRUPT:    {backend.Internal, "The library's file is damaged. Nothing was changed. Put back a copy of whittle.db, or move the file away to begin with an empty library."},
	codes.SQLITE_NOTADB:     {backend.Invalid, "The file whittle.db in the library's folder is not a library, or its beginning is damaged. Nothing was changed. Put back a copy, or move the file away to begin with an empty library."},
	codes.SQLITE_CONSTRAINT: {backend.Invalid, "The library does not take these values. Nothing was changed."},
	codes.SQLITE_TOOBIG:     {backend.Invalid, "This is too large for the library. Nothing was changed."},
}

// sqliteError gives a failure of SQLite its code and sentence; other errors only get the action.
func sqliteError(action string, err error) error {
	cause := fmt.Errorf("%s: %w", action, err)
	var failed *sqlite.Error
	if !errors.As(err, &failed) {
		return cause
	}
	known, ok := failures[failed.Code()&0xff]
	if !ok {
		return cause
	}
	return &backend.Error{Code: known.code, Message: known.message, Err: cause}
}

// isUnique reports whether err says that a row of this key is already there.
func isUnique(err error) bool {
	var failed *sqlite.Error
	return errors.As(err, &failed) &&
		(failed.Code() == codes.SQLITE_CONSTRAINT_UNIQUE || failed.Code() == codes.SQLITE_CONSTRAINT_PRIMARYKEY)
}
