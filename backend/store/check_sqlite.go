package store

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	codes "modernc.org/sqlite/lib"

	"whittle/backend"
)

// The first 100 bytes of a SQLite file (sqlite.org/fileformat2.html, The Database Header).
const (
	headerSize   = 100
	headerMagic  = "SQLite format 3\x00"
	headerOwner  = 68 // application_id, 4 bytes, big-endian
	emptyMessage = "The library's file whittle.db is empty. It was left as it is. " +
		"Put back a copy, or move the file away to begin with an empty library."
	foreignMessage = "The file whittle.db in the library's folder belongs to another program. " +
		"It was left as it is. Move it away, or choose another folder."
)

// checkHeader refuses an empty, damaged or foreign file before SQLite touches it. A library always appears whole, so
// an empty file is not a new one.
func checkHeader(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return folderError(filepath.Dir(path), err)
	}
	defer f.Close()
	header := make([]byte, headerSize)
	n, err := io.ReadFull(f, header)
	switch {
	case n == 0 && errors.Is(err, io.EOF):
		return backend.Errorf(backend.Invalid, emptyMessage)
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return folderError(filepath.Dir(path), err)
	case err != nil || string(header[:len(headerMagic)]) != headerMagic:
		failure := failures[codes.SQLITE_NOTADB]
		return &backend.Error{Code: failure.code, Message: failure.message, Err: err}
	case binary.BigEndian.Uint32(header[headerOwner:]) != applicationID:
		return backend.Errorf(backend.Invalid, foreignMessage)
	}
	return nil
}

// quickCheck reads the whole file and refuses a damaged one (sqlite.org/pragma.html, quick_check).
func quickCheck(ctx context.Context, db *sql.DB) error {
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict == "ok" {
		return nil
	}
	failure := failures[codes.SQLITE_CORRUPT]
	return &backend.Error{Code: failure.code, Message: failure.message, Err: fmt.Errorf("quick check: %s", verdict)}
}
