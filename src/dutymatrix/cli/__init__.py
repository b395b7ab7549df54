"""The command line: `main(argv) -> int`, a Typer tree, one file a family of commands."""

from dutymatrix.cli.later import put_off

put_off()
