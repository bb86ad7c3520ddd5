"""Places and the datelines that name them."""
