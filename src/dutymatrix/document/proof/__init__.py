"""The proof that nothing of a document was lost, and nothing invented."""
