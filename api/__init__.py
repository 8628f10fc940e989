"""api: people and programs come in (Library, command line, HTTP, web page)."""
