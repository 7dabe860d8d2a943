"""Report problems in lectures, and how to fix them.

Prints path:line:column: severity CODE: problem. Fix., sorted, one problem a line, and a summary on standard
error. Files without questions, quizzes, blanks or facts are only counted. Exit code: 0 no problems, 1 problems
or nothing to check, 2 wrong usage.

\b
Examples:
  lecturedeck check lecture.md
  lecturedeck check lectures/ --strict
  lecturedeck check freeCodeCamp/ --block 'lecture-*' --format github
"""

from __future__ import annotations

import sys
from dataclasses import replace

import click

from lecturedeck.cli.checking import copied, problems_of, show, sort_key, summary
from lecturedeck.cli.lectures import find, read
from lecturedeck.cli.options import LectureOptions, lecture_options
from lecturedeck.cli.terminal import echo


@click.command("check", help=__doc__)
@lecture_options()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Lines to read, JSON objects, or GitHub workflow commands.",
)
@click.option("--strict", is_flag=True, help="Also report what is allowed, but costs learners something.")
@click.option("--quality", is_flag=True, help="Also report what makes a multiple-choice question weak.")
def command(lectures: LectureOptions, form: str, strict: bool, quality: bool) -> None:
    """Print the problems of all lectures."""
    found = find(lectures)
    # As in a folder, whether the file was named or not: the same file has the same problems.
    read_lectures = list(read(found, replace(lectures, named=())))
    own = [
        (lecture.path, problem)
        for lecture in read_lectures
        for problem in problems_of(lecture, strict=strict, quality=quality)
    ]
    problems = sorted([*own, *copied(found, read_lectures)], key=sort_key)
    for path, problem in problems:
        show(path, problem, form)
    files = len(found.places)
    echo(summary(problems, files, files - len(read_lectures)), err=True)
    sys.exit(1 if problems or not read_lectures else 0)
