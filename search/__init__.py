"""search: a question becomes practices (passages, encoder, lexical and vector index, fusion)."""
