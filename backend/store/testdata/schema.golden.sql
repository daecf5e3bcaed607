CREATE TABLE app (
  id          TEXT    NOT NULL PRIMARY KEY,
  owner       TEXT    NOT NULL,
  name        TEXT    NOT NULL CONSTRAINT app_name CHECK (name <> ''),
  description TEXT    NOT NULL,
  kind        TEXT    NOT NULL CONSTRAINT app_kind CHECK (kind IN ('ui', 'service', 'automation')),
  template    TEXT    NOT NULL,
  glyph       TEXT    NOT NULL,
  icon        TEXT    NOT NULL,
  starter     TEXT    NOT NULL,
  version     INTEGER NOT NULL CONSTRAINT app_version CHECK (version >= 0),
  uses_ai     INTEGER NOT NULL CONSTRAINT app_uses_ai CHECK (uses_ai IN (0, 1)),
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL,
  opened_at   INTEGER NOT NULL,
  deleted_at  INTEGER NOT NULL
) STRICT;

CREATE TABLE app_data (
  app_id TEXT NOT NULL REFERENCES app (id),
  key    TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (app_id, key)
) STRICT;

CREATE TABLE app_grant (
  app_id     TEXT    NOT NULL REFERENCES app (id),
  name       TEXT    NOT NULL,
  state      TEXT    NOT NULL CONSTRAINT app_grant_state CHECK (state IN ('allowed', 'denied')),
  decided_at INTEGER NOT NULL,
  PRIMARY KEY (app_id, name)
) STRICT;

CREATE TABLE app_record (
  app_id TEXT NOT NULL REFERENCES app (id),
  key    TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (app_id, key)
) STRICT;

CREATE TABLE build (
  id      TEXT    NOT NULL PRIMARY KEY,
  bundle  BLOB    NOT NULL,
  size    INTEGER NOT NULL,
  used_at INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
  owner      TEXT    NOT NULL,
  key        TEXT    NOT NULL,
  text       TEXT    NOT NULL,
  updated_at INTEGER NOT NULL,
  PRIMARY KEY (owner, key)
) STRICT;

CREATE TABLE file (
  version_id TEXT NOT NULL REFERENCES version (id),
  path       TEXT NOT NULL CONSTRAINT file_path CHECK (path <> ''),
  content    TEXT NOT NULL,
  PRIMARY KEY (version_id, path)
) STRICT;

CREATE TABLE generation (
  id                TEXT    NOT NULL PRIMARY KEY,
  session_id        TEXT    NOT NULL REFERENCES session (id),
  prompt_id         TEXT    NOT NULL REFERENCES message (id),
  message_id        TEXT    NOT NULL UNIQUE REFERENCES message (id),
  app_id            TEXT             REFERENCES app (id), -- NULL until a version exists
  version           INTEGER NOT NULL,
  state             TEXT    NOT NULL CONSTRAINT generation_state
                            CHECK (state IN ('running', 'done', 'stopped', 'cut_off', 'failed', 'interrupted')),
  model             TEXT    NOT NULL,
  finish_reason     TEXT    NOT NULL,
  error_code        TEXT    NOT NULL,
  error_message     TEXT    NOT NULL,
  retry_after_ms    INTEGER NOT NULL,
  problems          TEXT    NOT NULL, -- JSON array
  prompt_tokens     INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  reasoning_tokens  INTEGER NOT NULL,
  cached_tokens     INTEGER NOT NULL,
  tokens_estimated  INTEGER NOT NULL CONSTRAINT generation_tokens_estimated CHECK (tokens_estimated IN (0, 1)),
  cost              INTEGER NOT NULL,
  cost_source       TEXT    NOT NULL CONSTRAINT generation_cost_source
                            CHECK (cost_source IN ('', 'reported', 'estimated', 'free', 'unknown')),
  started_at        INTEGER NOT NULL,
  first_token_at    INTEGER NOT NULL,
  ended_at          INTEGER NOT NULL,
  build_ms          REAL    NOT NULL,
  lease_at          INTEGER NOT NULL,
  CONSTRAINT generation_ended CHECK ((state = 'running') = (ended_at = 0))
) STRICT;

CREATE TABLE message (
  id         TEXT    NOT NULL PRIMARY KEY,
  session_id TEXT    NOT NULL REFERENCES session (id),
  place      INTEGER NOT NULL,
  role       TEXT    NOT NULL CONSTRAINT message_role CHECK (role IN ('user', 'assistant')),
  text       TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (session_id, place)
) STRICT;

CREATE TABLE pin (
  owner  TEXT    NOT NULL,
  app_id TEXT    NOT NULL UNIQUE REFERENCES app (id),
  place  INTEGER NOT NULL,
  PRIMARY KEY (owner, app_id)
) STRICT;

CREATE TABLE session (
  id         TEXT    NOT NULL PRIMARY KEY,
  owner      TEXT    NOT NULL,
  app_id     TEXT             REFERENCES app (id), -- NULL until the first version
  title      TEXT    NOT NULL,
  template   TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  deleted_at INTEGER NOT NULL
) STRICT;

CREATE TABLE setting (
  owner TEXT NOT NULL,
  key   TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (owner, key)
) STRICT;

CREATE TABLE settings (
  owner         TEXT    NOT NULL PRIMARY KEY,
  endpoint_kind TEXT    NOT NULL CONSTRAINT settings_endpoint_kind CHECK (endpoint_kind IN ('openrouter', 'openai')),
  base_url      TEXT    NOT NULL,
  model         TEXT    NOT NULL,
  theme         TEXT    NOT NULL CONSTRAINT settings_theme CHECK (theme IN ('system', 'light', 'dark')),
  welcomed      INTEGER NOT NULL CONSTRAINT settings_welcomed CHECK (welcomed IN (0, 1))
, libraries TEXT NOT NULL DEFAULT 'ask'
  CONSTRAINT settings_libraries CHECK (libraries IN ('ask', 'always', 'never')), library_limit INTEGER NOT NULL DEFAULT 512
  CONSTRAINT settings_library_limit CHECK (library_limit > 0)) STRICT;

CREATE TABLE usage (
  id                TEXT    NOT NULL PRIMARY KEY,
  owner             TEXT    NOT NULL,
  purpose           TEXT    NOT NULL CONSTRAINT usage_purpose CHECK (purpose IN ('build', 'app', 'ask')),
  app_id            TEXT    NOT NULL,
  session_id        TEXT    NOT NULL,
  generation_id     TEXT    NOT NULL,
  model             TEXT    NOT NULL,
  provider          TEXT    NOT NULL,
  remote_id         TEXT    NOT NULL,
  prompt_tokens     INTEGER NOT NULL,
  completion_tokens INTEGER NOT NULL,
  reasoning_tokens  INTEGER NOT NULL,
  cached_tokens     INTEGER NOT NULL,
  tokens_estimated  INTEGER NOT NULL CONSTRAINT usage_tokens_estimated CHECK (tokens_estimated IN (0, 1)),
  cost              INTEGER NOT NULL,
  cost_source       TEXT    NOT NULL CONSTRAINT usage_cost_source
                            CHECK (cost_source IN ('', 'reported', 'estimated', 'free', 'unknown')),
  error_code        TEXT    NOT NULL,
  created_at        INTEGER NOT NULL
) STRICT;

CREATE TABLE version (
  id         TEXT    NOT NULL PRIMARY KEY,
  app_id     TEXT    NOT NULL REFERENCES app (id),
  number     INTEGER NOT NULL CONSTRAINT version_number CHECK (number > 0),
  origin     TEXT    NOT NULL CONSTRAINT version_origin CHECK (origin IN ('turn', 'starter', 'duplicate', 'hand')),
  prompt     TEXT    NOT NULL,
  model      TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  UNIQUE (app_id, number)
) STRICT;

CREATE TABLE version_lock (
  version_id TEXT NOT NULL REFERENCES version (id),
  name       TEXT NOT NULL CONSTRAINT version_lock_name CHECK (name <> ''),
  asked      TEXT NOT NULL,
  version    TEXT NOT NULL,
  integrity  TEXT NOT NULL,
  PRIMARY KEY (version_id, name, asked)
) STRICT;

CREATE INDEX app_by_owner ON app (owner, deleted_at, updated_at, id);

CREATE INDEX build_by_use ON build (used_at);

CREATE INDEX generation_by_session ON generation (session_id);

CREATE UNIQUE INDEX generation_running ON generation (session_id) WHERE state = 'running';

CREATE INDEX session_by_app ON session (app_id, deleted_at, updated_at, id);

CREATE INDEX session_by_owner ON session (owner, deleted_at, updated_at, id);

CREATE INDEX usage_by_app ON usage (owner, app_id, created_at);

CREATE INDEX usage_by_owner ON usage (owner, created_at);

CREATE INDEX version_lock_by_name ON version_lock (name, version);

