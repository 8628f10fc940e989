"""ingest: a file becomes a Report (formats, repair with an offset map, cases, outline)."""
