"""Files that a story offers beside its text, documents and recordings: what is taken in, and what readers get of it."""
