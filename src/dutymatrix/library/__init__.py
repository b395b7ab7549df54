"""Many plans in one question: which they are, and whose names are one office."""
