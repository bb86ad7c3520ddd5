"""The table of personal data, and what is done by it: clearing, export, striking words out."""
