"""Dates and times where no page says how: as the desk writes them (docs/glossary.md). The rest is Django's."""

DATE_FORMAT = "j M Y"
DATETIME_FORMAT = "j M Y, H.i"
TIME_FORMAT = "H.i"
