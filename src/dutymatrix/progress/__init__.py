"""How far the tasks of a plan are (落实情况): what units report, and what its keeper decides."""
