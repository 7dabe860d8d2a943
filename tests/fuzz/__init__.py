"""Random lectures, and what must hold for all of them: `python -m tests.fuzz --minutes 60`."""
