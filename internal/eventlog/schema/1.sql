-- The log. One row is one record; (game, seq) is its place.
CREATE TABLE record (
    game    TEXT    NOT NULL,
    seq     INTEGER NOT NULL CHECK (seq > 0),
    at      INTEGER NOT NULL,            -- microseconds since 1970
    by_role TEXT    NOT NULL,            -- '' when time or the room caused it
    by_id   TEXT    NOT NULL,
    cause   TEXT    NOT NULL,            -- the command's id, '' for none
    kind    TEXT    NOT NULL,
    body    TEXT    NOT NULL,            -- JSON
    PRIMARY KEY (game, seq)
) STRICT, WITHOUT ROWID;

-- A game that was forgotten: its records may be deleted and none may be added.
CREATE TABLE forgotten (
    game TEXT    NOT NULL PRIMARY KEY,
    at   INTEGER NOT NULL                -- microseconds since 1970
) STRICT, WITHOUT ROWID;

CREATE TRIGGER record_stays_as_it_is BEFORE UPDATE ON record
BEGIN
    SELECT RAISE(ABORT, 'a record never changes');
END;

CREATE TRIGGER record_stays BEFORE DELETE ON record
WHEN NOT EXISTS (SELECT 1 FROM forgotten WHERE game = OLD.game)
BEGIN
    SELECT RAISE(ABORT, 'a record is deleted only with its forgotten game');
END;

CREATE TRIGGER forgotten_stays BEFORE DELETE ON forgotten
BEGIN
    SELECT RAISE(ABORT, 'a forgotten game stays forgotten');
END;

-- The shelf.
CREATE TABLE game (
    id   TEXT    NOT NULL PRIMARY KEY,
    code TEXT    NOT NULL UNIQUE,        -- what people type to join
    at   INTEGER NOT NULL                -- microseconds since 1970
) STRICT, WITHOUT ROWID;

CREATE TABLE scenario (
    hash   TEXT NOT NULL PRIMARY KEY,
    source BLOB NOT NULL                 -- the file as it was
) STRICT, WITHOUT ROWID;

CREATE TABLE secret (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE heartbeat (
    game TEXT    NOT NULL PRIMARY KEY,
    at   INTEGER NOT NULL                -- microseconds since 1970
) STRICT, WITHOUT ROWID;
