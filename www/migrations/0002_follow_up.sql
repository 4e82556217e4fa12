-- What happens after the receipt: a secret for the customer, quotes made again, the policies they were
-- made with.
-- `key` holds the digest of the idempotency key from now on. The secret is computed from the key and
-- `salt`; only its digest is kept, so that nobody who reads this file can follow a case as its customer.

ALTER TABLE submissions ADD COLUMN salt TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN token TEXT NOT NULL DEFAULT '';

CREATE TABLE policies (
    digest   TEXT PRIMARY KEY,
    document TEXT NOT NULL CHECK (json_valid(document))
) STRICT, WITHOUT ROWID;

-- The first quote of a case is in `submissions`; these came after it, the last one holds.
CREATE TABLE quotes (
    reference   TEXT NOT NULL REFERENCES submissions (reference),
    position    INTEGER NOT NULL,
    made        TEXT NOT NULL,
    why         TEXT NOT NULL CHECK (why IN ('facts_added', 'accepted', 'reopened')),
    key         TEXT UNIQUE,
    body_digest TEXT,
    complaint   TEXT NOT NULL CHECK (json_valid(complaint)),
    quote       TEXT NOT NULL CHECK (json_valid(quote)),
    promises    TEXT NOT NULL CHECK (json_valid(promises)),
    PRIMARY KEY (reference, position)
) STRICT, WITHOUT ROWID;
