"""Who does what: lists of units in the words of a document."""
