"""`python -m lecturedeck`."""

from lecturedeck.cli import main

main(prog_name="lecturedeck")
