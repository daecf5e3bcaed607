package store

import "database/sql"

// Reader and Writer let tests look at the pools.
func (s *Store) Reader() *sql.DB { return s.reader }
func (s *Store) Writer() *sql.DB { return s.writer }
