"""Documents and recordings: how they come in, who gets them, how they go."""
