-- What customers sent, what was promised for it, and what happened since.
-- Dates are ISO 8601 text; amounts are decimals as text in `currency`, so that nothing is rounded;
-- an open range has no high end.

CREATE TABLE submissions (
    reference      TEXT PRIMARY KEY,
    key            TEXT NOT NULL UNIQUE,
    body_digest    TEXT NOT NULL,
    channel        TEXT NOT NULL CHECK (channel IN ('element', 'plain')),
    received       TEXT NOT NULL,
    customer       TEXT,
    policy_id      TEXT NOT NULL,
    policy_version TEXT NOT NULL,
    policy_digest  TEXT NOT NULL,
    problem        TEXT NOT NULL,
    language       TEXT NOT NULL,
    option         TEXT,
    currency       TEXT NOT NULL,
    owed_low       TEXT NOT NULL,
    owed_high      TEXT,
    total_low      TEXT NOT NULL,
    total_high     TEXT,
    complaint      TEXT NOT NULL CHECK (json_valid(complaint)),
    quote          TEXT NOT NULL CHECK (json_valid(quote)),
    receipt        TEXT NOT NULL CHECK (json_valid(receipt)),
    verdict        TEXT NOT NULL CHECK (json_valid(verdict))
) STRICT;

CREATE INDEX submissions_by_day ON submissions (received, policy_id);

CREATE TABLE commitments (
    reference TEXT NOT NULL REFERENCES submissions (reference),
    position  INTEGER NOT NULL,
    id        TEXT NOT NULL,
    remedy    TEXT,
    what      TEXT NOT NULL,
    title     TEXT NOT NULL,
    owner     TEXT NOT NULL,
    due       TEXT NOT NULL,
    state     TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done')),
    done      TEXT,
    PRIMARY KEY (reference, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX commitments_open ON commitments (due) WHERE state = 'open';

CREATE TABLE events (
    reference  TEXT NOT NULL REFERENCES submissions (reference),
    position   INTEGER NOT NULL,
    happened   TEXT NOT NULL,
    what       TEXT NOT NULL,
    commitment TEXT,
    event      TEXT NOT NULL CHECK (json_valid(event)),
    PRIMARY KEY (reference, position)
) STRICT, WITHOUT ROWID;
