"""`python -m lecturedeck`."""

from lecturedeck.cli import main

if __name__ == "__main__":  # a process that reads lectures may import this module too
    main(prog_name="lecturedeck")
