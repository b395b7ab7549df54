"""The command line: `main(argv) -> int`, a Typer tree, one file a family of commands."""
