"""Documents and recordings at the desk: how they come into a story, and how one is withdrawn."""
