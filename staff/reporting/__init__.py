"""Statistics, audit files and imports."""
