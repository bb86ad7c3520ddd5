"""Writing a story: form, saving, autosave, suggestions, comments."""
