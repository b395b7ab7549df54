"""`python -m dutymatrix`, for machines where the script is not on the path."""

from dutymatrix.cli.main import run

run()
