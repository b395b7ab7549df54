"""What answers and papers are written in: one module a format."""
