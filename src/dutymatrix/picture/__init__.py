"""What is drawn, and the graph as files for other programs."""
