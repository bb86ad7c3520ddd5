"""The pictures of the demo newsroom, drawn by code: `make pictures` writes them into staff/demo/pictures/."""
