"""Picture files: taking in, drawing, showing, keeping."""
