"""`python -m dutymatrix`, for machines where the script is not on the path."""

from dutymatrix.cli.main import run

if __name__ == "__main__":  # and not in the processes of `import --jobs`
    run()
