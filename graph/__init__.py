"""graph: a Report becomes facts (extractors, gazetteer, linking, store, network, export)."""
