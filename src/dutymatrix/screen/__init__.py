"""What is seen: in a terminal, or by a program."""
