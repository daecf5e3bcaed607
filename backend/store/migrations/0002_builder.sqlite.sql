-- The exact versions of packages outside the binary that a version of an app was built with.
CREATE TABLE version_lock (
  version_id TEXT NOT NULL REFERENCES version (id),
  name       TEXT NOT NULL CONSTRAINT version_lock_name CHECK (name <> ''),
  asked      TEXT NOT NULL,
  version    TEXT NOT NULL,
  integrity  TEXT NOT NULL,
  PRIMARY KEY (version_id, name, asked)
) STRICT;

CREATE INDEX version_lock_by_name ON version_lock (name, version);

ALTER TABLE settings ADD COLUMN libraries TEXT NOT NULL DEFAULT 'ask'
  CONSTRAINT settings_libraries CHECK (libraries IN ('ask', 'always', 'never'));
ALTER TABLE settings ADD COLUMN library_limit INTEGER NOT NULL DEFAULT 512
  CONSTRAINT settings_library_limit CHECK (library_limit > 0); -- MB

-- What an app keeps in IndexedDB: one row for each database, object store and record.
CREATE TABLE app_record (
  app_id TEXT NOT NULL REFERENCES app (id),
  key    TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (app_id, key)
) STRICT;

-- Built pages by what they were built from. Nothing is lost when rows go: the page is built again.
CREATE TABLE build (
  id      TEXT    NOT NULL PRIMARY KEY,
  bundle  BLOB    NOT NULL,
  size    INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT;
CREATE INDEX build_by_use ON build (used_at);
