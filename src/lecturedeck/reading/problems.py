"""Everything that can be wrong with a lecture: code, severity, what is wrong, and what to do.

Codes are permanent: people put them into scripts. 1xx file, front matter and markers, 2xx questions, 3xx quizzes,
4xx blanks, 5xx facts, 6xx the text around them. The rules of 2xx to 4xx are those of freeCodeCamp's own
parser, and each error there is an error here. docs/problems.md is made from these rules.

A message begins in lower case and a hint with a capital; neither ends with a full stop. Both may hold {names} that
`Rule.at` fills in; a number that something is counted by is written {count:answer} ("1 answer", "2 answers").
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from lecturedeck.lecture import Position, Problem, Severity
from lecturedeck.text import clean_text, counted

# What else a problem says: the file's id may not be its own, the lecture depends on more than its file, or a whole
# section of it is not read.
About = Literal["", "id", "pictures", "section"]


_LONGEST = 200  # characters of what a message quotes
_MOST = 20  # problems of one kind in a file


class _Counted(int):
    """A number whose format is what it counts."""

    def __format__(self, thing: str) -> str:
        return counted(self, thing) if thing.isalpha() and len(thing) > 1 else int.__format__(self, thing)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem."""

    code: str
    severity: Severity
    message: str
    hint: str
    about: About = ""

    def at(self, position: Position, **values: object) -> Problem:
        """This problem at a position, with the names in its sentences filled in."""
        filled = {name: _filled(value) for name, value in values.items()}
        message, hint = self.message.format(**filled), self.hint.format(**filled)
        return Problem(self.code, self.severity, message, hint, position.line, position.column)


def _filled(value: object) -> object:
    if type(value) is int:
        return _Counted(value)
    text = clean_text(str(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _error(code: str, message: str, hint: str, about: About = "") -> Rule:
    return Rule(code, "error", message, hint, about)


def _warning(code: str, message: str, hint: str, about: About = "") -> Rule:
    return Rule(code, "warning", message, hint, about)


UNREADABLE = _error(
    "LD101", "cannot read the file: {reason}", "Check that it exists and that you may read it", about="id"
)
NOT_UTF8 = _error("LD102", "file is not UTF-8 (byte {byte:#04x})", "Save it as UTF-8 in your editor", about="id")
CONTROL_CHARACTER = _warning(
    "LD103", "control character U+{number:04X} is left out", "Delete it, or write the character you meant"
)
TOO_LONG = _error(
    "LD104",
    "{name} would be {size:,} characters long on a card, of a file with {count:,}",
    "Shorten it, or divide it among several lectures",
)
NO_FRONT_MATTER = _error(
    "LD110",
    "file has no front matter",
    "Begin it with the lines ---, id:, title:, dashedName: and ---",
    about="id",
)
OPEN_FRONT_MATTER = _error("LD111", "front matter has no end", "Close it with a line that is only ---", about="id")
BAD_YAML = _error(
    "LD112",
    "front matter is not valid YAML: {reason}",
    "Correct it: {fix}",
    about="id",
)
NOT_A_MAPPING = _error(
    "LD113",
    "front matter is not a list of keys and values",
    "Write each line as key: value",
    about="id",
)
NO_ID = _error(
    "LD114",
    "front matter has no id",
    "Add id: with a text that never changes; Anki knows the cards by it",
    about="id",
)
NO_TITLE = _warning("LD115", "front matter has no title", "Add title: with the name learners should see")
NOT_PLAIN = _error(
    "LD116", "{key} is not plain text", "Write {key}: and the text after it on one line", about="id"
)
TWICE = _error("LD117", "{key} appears twice in the front matter", "Delete one of the two")
NO_LANGUAGE = _warning(
    "LD118", "lang {given!r} is not a language tag, so it is ignored", "Write a code such as es, en-US or zh-CN"
)
UNKNOWN_KEY = _warning(
    "LD119", "front matter has the unknown key {given!r}, and no {name}", "Write {name}: instead of {given}:"
)
EMPTY = _warning(
    "LD120",
    "lecture has no questions, quizzes, blanks or facts",
    "Add a # --questions-- section, or leave out the file",
)
SAME_ID = _warning(
    "LD122",
    "id is also that of {path}",
    "Give each lecture an id of its own; if this is a copy, change the id here",
)
NOTHING_READ = _error("LD121", "nothing of the lecture is read", "Correct the marker in line {line}")

NEAR_MARKER = _warning(
    "LD131",
    "{given!r} is not a marker, so the text below it is not read as a section",
    "Did you mean {wanted}? Write exactly that, with nothing else on the line",
    about="section",
)
MARKER_LEVEL = _warning(
    "LD132", "{given} --{name}-- has the wrong heading level", "Write {wanted}", about="section"
)
SECOND_MARKER = _warning("LD133", "second --{name}-- is not read", "Join the two, or delete one of them")
UNDERLINED = _warning(
    "LD134", "--- directly below a text turns that text into a heading", "Put an empty line before ---"
)
OPEN_FENCE = _error(
    "LD135",
    "code block is never closed, so the markers below it are code",
    "Close it with {fence} on a line of its own",
)
INDENTED_MARKER = _warning(
    "LD136",
    "{given} is indented, so it is not read as a marker",
    "Remove the spaces before {wanted}",
    about="section",
)
NO_DIVIDER = _warning("LD137", "{given!r} does not divide two answers", "Write three hyphens: ---")

BEFORE_TEXT = _error("LD201", "content before the first question", "Put ## --text-- above it")
NO_TEXT = _error("LD202", "question has no text", "Write the question below ## --text--")
NO_ANSWERS = _error(
    "LD203", "question has no answers", "Write them below ## --answers--, with --- between two answers"
)
EMPTY_ANSWER = _error("LD204", "answer {number} is empty", "Write the answer, or delete one ---")
NO_SOLUTION = _error(
    "LD205", "question does not say which answer is right", "Write its number below ## --video-solution--"
)
SOLUTION_NOT_A_NUMBER = _error(
    "LD206",
    "right answer is given as {given!r}, which is not a whole number",
    "Write the number of the right answer, from 1 to {count}",
)
SOLUTION_OUT_OF_RANGE = _error(
    "LD207",
    "right answer is given as {given}, but the question has {count:answer}",
    "Write the number of the right answer, from 1 to {count}",
)
FEEDBACK_ON_RIGHT = _error(
    "LD208",
    "right answer (number {number}) has feedback",
    "Delete the feedback, move it to # --explanation--, or correct the number below ## --video-solution--",
)
TWO_FEEDBACKS = _error("LD209", "answer {number} has two feedbacks", "Join them below one ### --feedback--")
FEEDBACK_WITHOUT_ANSWER = _error("LD210", "feedback without an answer", "Write the answer above ### --feedback--")
ONE_ANSWER = _warning(
    "LD211", "question has only one answer", "Add a wrong answer, with --- between the two answers"
)
SAME_ANSWERS = _warning("LD212", "answers {first} and {second} are the same", "Change one of them")
NO_QUESTIONS = _warning("LD213", "section has no question", "Add one that begins with ## --text--")
SECOND_QUESTIONS = _warning(
    "LD214", "second # --questions-- section is not read", "Move its questions into the first one"
)
LOST_FEEDBACK = _warning(
    "LD215",
    "answer {number} has several paragraphs and no feedback, unlike the others; a heading may be missing",
    "Put ### --feedback-- above the paragraph that is feedback",
)
NO_FEEDBACK = _warning(
    "LD221",
    "wrong answer {number} has no feedback",
    "Add ### --feedback-- below it, and say why it is wrong",
)

NO_QUIZ = _error("LD301", "section has no quiz", "Add ## --quiz-- with its questions below")
NO_QUIZ_QUESTION = _error("LD302", "quiz {quiz} has no question", "Add ### --question-- below ## --quiz--")
NO_QUIZ_TEXT = _error("LD303", "question has no text", "Write it below #### --text--")
DISTRACTORS = _error(
    "LD304",
    "question has {count:distractor}",
    "Write exactly three below #### --distractors--, with --- between two distractors",
)
NO_ANSWER = _error("LD305", "question has no answer", "Write the right answer below #### --answer--")
EMPTY_DISTRACTOR = _error("LD306", "distractor {number} is empty", "Write it, or delete one ---")
BAD_AUDIO = _error(
    "LD307",
    "cannot read #### --audio--: {reason}",
    "Write a json fence with audio.filename and a transcript, whose lines have character and text",
)

NO_SENTENCE = _error("LD401", "section has no sentence", "Write it below ## --sentence--, between backticks")
NOT_CODE = _error(
    "LD402",
    "paragraph of the sentence is not exactly one text between backticks",
    "Put each paragraph between one pair of backticks, with an empty line between two paragraphs",
)
NO_BLANKS = _error(
    "LD403", "section has no blanks", "Write the answers below ## --blanks--, with --- between two answers"
)
BLANK_COUNT = _error(
    "LD404", "sentence has {gaps:gap}, but there are answers for {blanks}", "Write one answer for each BLANK"
)
NOT_A_GAP = _error(
    "LD405", "gap is written as {given!r}", "Write BLANK, in capital letters, for each gap of the sentence"
)
MANY_BLANKS = _error("LD406", "section has {count} --blanks-- parts", "Join them below one ## --blanks--")
EMPTY_BLANK = _error("LD407", "answer {number} is empty", "Write it between backticks, or delete one ---")
MORE_THAN_ANSWER = _warning(
    "LD408",
    "only the first text between backticks is read as answer {number}",
    "Move the rest below ### --feedback--",
)
TWO_GAP_FEEDBACKS = _warning(
    "LD409", "only the first feedback of answer {number} is read", "Join them below one ### --feedback--"
)
NO_GAP_FEEDBACK = _warning(
    "LD421", "answer {number} has no feedback", "Add ### --feedback-- below it, with a hint to the answer"
)

UNKNOWN_SKIP = _warning(
    "LD501", "no fact has the term {term!r}{where}", "Remove it from skip, or write it as it is on the card"
)
BAD_SETTINGS = _error(
    "LD502",
    "cannot read the lecturedeck settings: {reason}",
    "See “Your own facts” in docs/facts.md",
)

BAD_SCENE = _warning("LD601", "cannot read # --scene--: {reason}", "Correct its JSON to get its dialogue")
NO_PICTURE = _warning(
    "LD602",
    "picture {name!r} is missing",
    "Put it into the lecture's folder, or correct the name",
    about="pictures",
)
OUTSIDE_PICTURE = _warning(
    "LD603",
    "picture {name!r} is outside the lecture's folder",
    "Copy it into the folder of the lecture",
    about="pictures",
)

RULES = {rule.code: rule for rule in list(globals().values()) if isinstance(rule, Rule)}


def listed(found: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems by line, with at most `_MOST` of each kind: the last one says how many more there are."""
    every = sorted(found, key=lambda problem: (problem.line, problem.column, problem.code))
    counts = Counter(problem.code for problem in every)
    seen: Counter[str] = Counter()
    kept = []
    for problem in every:
        seen[problem.code] += 1
        more = counts[problem.code] - _MOST
        if seen[problem.code] == _MOST and more > 0:
            problem = replace(problem, message=f"{problem.message} (and {more:,} more like it)")
        if seen[problem.code] <= _MOST:
            kept.append(problem)
    return tuple(kept)


def is_about(problem: Problem, about: About) -> bool:
    """Whether a problem says so of its lecture."""
    rule = RULES.get(problem.code)
    return rule is not None and rule.about == about
