"""A story as it is filed: what stands in a text that belongs beside it, whoever brought the text and however."""
