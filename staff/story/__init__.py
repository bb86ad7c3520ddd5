"""The pages of one story at the desk: its form, and the review screen with its steps."""
