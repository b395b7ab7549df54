"""What is handed out: duty lists, the breakdown, comparisons, letters."""
