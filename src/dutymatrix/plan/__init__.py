"""A plan as values, and what people type for its names, numbers and dates."""
