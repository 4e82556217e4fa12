-- Files that customers show. Their bytes are beside the database, in a folder, each under its SHA-256;
-- here is who may speak of them.

-- Uploaded and not yet part of a case; `key` is the digest of the key they were uploaded under.
CREATE TABLE uploads (
    key        TEXT NOT NULL,
    kind       TEXT NOT NULL,
    sha256     TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size       INTEGER NOT NULL,
    came       TEXT NOT NULL,
    PRIMARY KEY (key, kind, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX uploads_by_day ON uploads (came);
CREATE INDEX uploads_by_file ON uploads (sha256);

-- Part of a case, and kept as long as it.
CREATE TABLE evidence (
    reference TEXT NOT NULL REFERENCES submissions (reference),
    sha256    TEXT NOT NULL,
    PRIMARY KEY (reference, sha256)
) STRICT, WITHOUT ROWID;

CREATE INDEX evidence_by_file ON evidence (sha256);
