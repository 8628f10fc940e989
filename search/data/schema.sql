-- What search keeps in the library beside the facts. Rows go with their report.
-- Numbers are never used twice (AUTOINCREMENT): what is kept by number notices that a report went and came back.
CREATE TABLE IF NOT EXISTS passage (
  number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
  report TEXT NOT NULL REFERENCES report ON DELETE CASCADE,
  case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,
  measure TEXT, start INTEGER NOT NULL, end INTEGER NOT NULL, text TEXT NOT NULL, path TEXT NOT NULL,
  prior REAL NOT NULL -- how much it is of the field, 0..1
);
CREATE INDEX IF NOT EXISTS passage_report ON passage (report);
CREATE INDEX IF NOT EXISTS passage_case ON passage (case_id);
-- unicode61 cuts at white space: terms are written segmented (words, bigrams).
CREATE VIRTUAL TABLE IF NOT EXISTS passage_fts USING fts5 (words, grams, path, tokenize = "unicode61 remove_diacritics 0 tokenchars '.'");
CREATE TRIGGER IF NOT EXISTS passage_gone AFTER DELETE ON passage BEGIN
  DELETE FROM passage_fts WHERE rowid = old.number;
END;
-- One vector a passage, 16-bit floats, with the encoder that made it.
CREATE TABLE IF NOT EXISTS vector (
  passage INTEGER PRIMARY KEY REFERENCES passage ON DELETE CASCADE, encoder TEXT NOT NULL, data BLOB NOT NULL
);
