"""How a newsroom begins: the answers of a new newspaper, and the way from a tried demo to an empty one."""
