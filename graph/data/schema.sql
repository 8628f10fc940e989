-- The library: one SQLite file. Offsets count in report.text; a report's rows go with it.
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS report (
  id TEXT PRIMARY KEY, source TEXT NOT NULL, path TEXT, digest TEXT NOT NULL UNIQUE,
  format TEXT NOT NULL, encoding TEXT, text TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS cases (
  id TEXT PRIMARY KEY, report TEXT NOT NULL REFERENCES report ON DELETE CASCADE, number INTEGER NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, title TEXT, author TEXT, date TEXT,
  region_code TEXT, region_name TEXT, region_full TEXT, region_level TEXT,
  inferred INTEGER NOT NULL, confidence REAL NOT NULL, reasons TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS section (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE, number INTEGER NOT NULL,
  level INTEGER NOT NULL, heading TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
  body_end INTEGER NOT NULL, parent INTEGER
);
CREATE TABLE IF NOT EXISTS sentence (
  case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE, start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS mention (
  case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE, type TEXT NOT NULL,
  start INTEGER NOT NULL, end INTEGER NOT NULL, surface TEXT NOT NULL, norm TEXT NOT NULL,
  fields TEXT NOT NULL, entity TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS metric (
  id TEXT PRIMARY KEY, case_id TEXT NOT NULL REFERENCES cases ON DELETE CASCADE,
  start INTEGER NOT NULL, end INTEGER NOT NULL, surface TEXT NOT NULL, value REAL, unit TEXT NOT NULL,
  indicator TEXT NOT NULL, qualifier TEXT, kind TEXT NOT NULL, high REAL, scale INTEGER, time TEXT,
  region TEXT, object TEXT, redacted INTEGER NOT NULL, holder TEXT
);
CREATE TABLE IF NOT EXISTS entity (id TEXT PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, data TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS relation (
  id INTEGER PRIMARY KEY, subject TEXT NOT NULL, predicate TEXT NOT NULL, object TEXT NOT NULL,
  report TEXT NOT NULL REFERENCES report ON DELETE CASCADE, inferred INTEGER NOT NULL, data TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS evidence (
  relation INTEGER NOT NULL REFERENCES relation ON DELETE CASCADE, start INTEGER NOT NULL, end INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS cases_region ON cases (region_code);
CREATE INDEX IF NOT EXISTS cases_report ON cases (report);
CREATE INDEX IF NOT EXISTS section_case ON section (case_id);
CREATE INDEX IF NOT EXISTS sentence_case ON sentence (case_id);
CREATE INDEX IF NOT EXISTS mention_case ON mention (case_id, start);
CREATE INDEX IF NOT EXISTS mention_entity ON mention (entity);
CREATE INDEX IF NOT EXISTS metric_case ON metric (case_id, start);
CREATE INDEX IF NOT EXISTS entity_kind ON entity (kind, name);
CREATE INDEX IF NOT EXISTS relation_subject ON relation (subject, predicate);
CREATE INDEX IF NOT EXISTS relation_object ON relation (object, predicate);
CREATE INDEX IF NOT EXISTS relation_report ON relation (report);
CREATE INDEX IF NOT EXISTS evidence_relation ON evidence (relation);
