"""One module per command of the command line: EXAMPLE, add_arguments, run."""
