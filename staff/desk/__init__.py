"""Pages of the desk that are about many stories."""
