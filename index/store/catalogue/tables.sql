-- The tables of the catalogue.
--
-- A document's `status` is `staged` (stored here, not yet in the vector store), `ready` (visible to search) or
-- `withdrawn` (invisible, and being removed unless `aside` lists it). Only ready documents are ever read by a search.
-- `words` is the full text index: its columns hold tokens (see `words.py`), its rowid is the passage's. `token_vectors`
-- (packed) lie apart from the ten times smaller `vectors`, which are read all at once. `waiting` lists the files that an
-- ingest has still to do, so that the next start can finish it; `refused` keeps the digest of files that ended their
-- reader, and why. `withdrawn` keeps the digest, nothing else, of papers withdrawn; `aside` those of them that can still
-- be brought back, and until when. `links` is what the papers of a meeting say of one another (`index.papers.linking`),
-- made anew whenever what is visible changes; `corrections` is what a person set right, kept by digest and place, so that
-- it outlives a paper's rows; `bands` finds passages that nearly say the same. `statements` is what the sentences and rows
-- of a passage name, in one row a passage, and `learnt` what each document adds to what is known of all (see
-- `learnt.py`). `stale` lists the documents that are to be read again (see `rereading.py`), `sums` holds a checksum of
-- every row (see `index.checksums`).

CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS documents (
    key INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, path TEXT NOT NULL, source TEXT NOT NULL,
    folder TEXT NOT NULL, size INTEGER NOT NULL, mtime REAL NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('staged', 'ready', 'withdrawn')), replaces TEXT,
    added_at TEXT NOT NULL, page_count INTEGER NOT NULL, metadata TEXT NOT NULL, warnings TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS documents_source ON documents (source);
CREATE TABLE IF NOT EXISTS pages (
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, ordinal INTEGER NOT NULL,
    number INTEGER, stamped TEXT, printed TEXT, text TEXT NOT NULL, has_passage INTEGER NOT NULL,
    PRIMARY KEY (document, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS items (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    document INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE, ordinal INTEGER NOT NULL,
    title TEXT NOT NULL, kind TEXT NOT NULL, parent INTEGER, committee TEXT, meeting_date TEXT, author TEXT,
    agenda_number TEXT, first_page INTEGER, last_page INTEGER, pack_pages TEXT,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, contacts TEXT NOT NULL, lists TEXT NOT NULL,
    digest TEXT NOT NULL, sketch TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS items_document ON items (document, ordinal);
CREATE TABLE IF NOT EXISTS passages (
    key INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    item INTEGER NOT NULL REFERENCES items ON DELETE CASCADE, ordinal INTEGER NOT NULL, kind TEXT NOT NULL,
    text TEXT NOT NULL, context TEXT NOT NULL, section TEXT, paragraph TEXT, page INTEGER, pack_page TEXT,
    printed_page TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL, joints TEXT NOT NULL, turns TEXT NOT NULL,
    same_as TEXT);
CREATE INDEX IF NOT EXISTS passages_item ON passages (item, ordinal);
CREATE INDEX IF NOT EXISTS passages_same_as ON passages (same_as) WHERE same_as IS NOT NULL;
CREATE TABLE IF NOT EXISTS vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, vector BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS token_vectors (
    passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, tokens BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS statements (
    passage INTEGER PRIMARY KEY REFERENCES passages ON DELETE CASCADE, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS learnt (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE, passages INTEGER NOT NULL,
    letters INTEGER NOT NULL, abbreviations TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS bands (
    band INTEGER NOT NULL, passage INTEGER NOT NULL REFERENCES passages ON DELETE CASCADE);
CREATE INDEX IF NOT EXISTS bands_band ON bands (band);
CREATE INDEX IF NOT EXISTS bands_passage ON bands (passage);
CREATE TABLE IF NOT EXISTS links (
    item INTEGER PRIMARY KEY REFERENCES items ON DELETE CASCADE, parent TEXT, committee TEXT, meeting_date TEXT,
    agenda_number TEXT, pack_pages TEXT, replaces TEXT, replaced_by TEXT, copy_of TEXT);
CREATE TABLE IF NOT EXISTS corrections (
    sha256 TEXT NOT NULL, ordinal INTEGER NOT NULL, title TEXT, kind TEXT, meeting_date TEXT, parent TEXT,
    corrected_at TEXT NOT NULL, committee TEXT, PRIMARY KEY (sha256, ordinal)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS waiting (
    source TEXT PRIMARY KEY, path TEXT NOT NULL, folder TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS withdrawn (
    sha256 TEXT PRIMARY KEY, withdrawn_at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused (
    sha256 TEXT PRIMARY KEY, reason TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS aside (
    sha256 TEXT PRIMARY KEY, due TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS stale (
    document INTEGER PRIMARY KEY REFERENCES documents ON DELETE CASCADE, begun INTEGER NOT NULL);
CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5(
    context, text, tokenize = "unicode61 remove_diacritics 0 tokenchars '_'");
CREATE VIRTUAL TABLE IF NOT EXISTS word_counts USING fts5vocab('words', 'row');
