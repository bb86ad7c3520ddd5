"""Pure text: no model and no request is known here."""
