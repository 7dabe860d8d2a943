"""Everything that can be wrong with a lecture: code, severity, sentence, and how to mend it.

Codes are permanent: people put them into scripts. 1xx file, front matter and markers, 2xx questions, 3xx quizzes,
4xx blanks, 5xx facts, 6xx the text around them. The rules of 2xx to 4xx are those of freeCodeCamp's own
parser, and each error there is an error here; docs/format.md lists them for authors.
"""

from __future__ import annotations

from dataclasses import dataclass

from lecturedeck.lecture import Position, Problem, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem. `message` and `hint` may hold {names} that the report fills in."""

    code: str
    severity: Severity
    message: str
    hint: str

    def at(self, position: Position, **values: object) -> Problem:
        """This problem at a place, with the names in its sentences filled in."""
        return Problem(
            self.code,
            self.severity,
            self.message.format(**values),
            self.hint.format(**values),
            position.line,
            position.column,
        )


def _error(code: str, message: str, hint: str) -> Rule:
    return Rule(code, "error", message, hint)


def _warning(code: str, message: str, hint: str) -> Rule:
    return Rule(code, "warning", message, hint)


UNREADABLE = _error(
    "LD101", "the file cannot be read: {reason}", "check that it is there and that you may read it"
)
NOT_UTF8 = _error(
    "LD102",
    "the file is not UTF-8 (byte {byte:#04x})",
    "save it as UTF-8: every editor has that as an option",
)
CONTROL_CHARACTER = _warning(
    "LD103", "the control character U+{number:04X} was left out", "delete it, or write what was meant"
)
NO_FRONT_MATTER = _error(
    "LD110",
    "the file has no front matter",
    "begin it with ---, id:, title:, dashedName: and ---, a line each",
)
OPEN_FRONT_MATTER = _error("LD111", "the front matter has no end", "close it with a line that is only ---")
BAD_YAML = _error(
    "LD112",
    "the front matter is not valid YAML: {reason}",
    "put a text that holds ': ' or '#' between quotes",
)
NOT_A_MAPPING = _error(
    "LD113", "the front matter is not a list of keys and values", "write a key: value line each"
)
NO_ID = _error(
    "LD114", "the front matter has no id", "add id: with a text that never changes; cards are known by it"
)
NO_TITLE = _warning("LD115", "the front matter has no title", "add title: with what learners should see")
NOT_PLAIN = _error("LD116", "{key} is not one plain text", "write {key}: and the text behind it on one line")
TWICE = _error("LD117", "{key} stands twice in the front matter", "delete one of the two")
NO_LANGUAGE = _warning(
    "LD118", "lang: {given!r} is no language tag", "write the tag of the language: en, es, pt-BR, zh-CN"
)
EMPTY = _warning(
    "LD120",
    "the lecture has no questions, quizzes, blanks or facts",
    "add a # --questions-- section, or leave the file out",
)

NEAR_MARKER = _warning(
    "LD131",
    "{given!r} is no marker, so what is below it is not read as such",
    "perhaps --{name}-- is meant: write it exactly so, behind its # signs and with nothing after it",
)
MARKER_LEVEL = _warning(
    "LD132", "{given} --{name}-- is a heading of the wrong level", "write it as {levels} --{name}--"
)
SECOND_MARKER = _warning("LD133", "a second --{name}-- is not read", "join the two, or delete one of them")
UNDERLINED = _warning(
    "LD134", "the line of --- right below a text makes a heading of it", "put an empty line before ---"
)

BEFORE_TEXT = _error("LD201", "there is content before the first question", "put ## --text-- before it")
NO_TEXT = _error("LD202", "the question has no text", "write the question below ## --text--")
NO_ANSWERS = _error(
    "LD203", "the question has no answers", "write them below ## --answers--, with --- between two"
)
EMPTY_ANSWER = _error("LD204", "answer {number} is empty", "write the answer, or delete one ---")
NO_SOLUTION = _error(
    "LD205", "the question does not say which answer is right", "write its number below ## --video-solution--"
)
SOLUTION_NOT_A_NUMBER = _error(
    "LD206",
    "the right answer is given as {given!r}, which is no number",
    "write the right answer's number, from 1 to {count}",
)
SOLUTION_OUT_OF_RANGE = _error(
    "LD207",
    "the right answer is given as {given}, but there are {count} answers",
    "write the right answer's number, from 1 to {count}",
)
FEEDBACK_ON_RIGHT = _error(
    "LD208",
    "the right answer, number {number}, has feedback",
    "delete it or move it into # --explanation--, or mend the number below ## --video-solution--",
)
TWO_FEEDBACKS = _error("LD209", "answer {number} has two feedbacks", "join them below one ### --feedback--")
FEEDBACK_WITHOUT_ANSWER = _error(
    "LD210", "there is feedback with no answer before it", "write the answer above ### --feedback--"
)
ONE_ANSWER = _warning(
    "LD211", "the question has only one answer", "write a wrong one too, with --- between the two"
)
SAME_ANSWERS = _warning("LD212", "answers {first} and {second} say the same", "change one of them")
NO_QUESTIONS = _warning("LD213", "the section holds no question", "write one, beginning with ## --text--")
SECOND_QUESTIONS = _warning(
    "LD214", "a second # --questions-- section is not read", "move its questions into the first one"
)
LOST_FEEDBACK = _warning(
    "LD215",
    "answer {number} has several paragraphs and no feedback, unlike the others: perhaps a heading is missing",
    "put ### --feedback-- before the paragraph that is feedback",
)
NO_FEEDBACK = _warning(
    "LD221",
    "answer {number} is wrong and does not say why",
    "write ### --feedback-- below it, and why it is wrong",
)

NO_QUIZ = _error("LD301", "the section holds no quiz", "write ## --quiz-- and its questions below it")
NO_QUIZ_QUESTION = _error("LD302", "quiz {quiz} holds no question", "write ### --question-- below ## --quiz--")
NO_QUIZ_TEXT = _error("LD303", "the question has no text", "write it below #### --text--")
DISTRACTORS = _error(
    "LD304",
    "the question has {count} distractors",
    "write exactly three below #### --distractors--, with --- between two",
)
NO_ANSWER = _error("LD305", "the question has no answer", "write the right one below #### --answer--")
EMPTY_DISTRACTOR = _error("LD306", "distractor {number} is empty", "write it, or delete one ---")
BAD_AUDIO = _error(
    "LD307",
    "#### --audio-- is not as it should be: {reason}",
    "write a json fence with audio.filename and a transcript of lines with character and text",
)

NO_SENTENCE = _error("LD401", "the section has no sentence", "write it below ## --sentence--, between backticks")
NOT_CODE = _error(
    "LD402",
    "a paragraph of the sentence is not exactly one text between backticks",
    "put each paragraph between one pair of backticks, with an empty line between two",
)
NO_BLANKS = _error(
    "LD403", "the section has no blanks", "write the answers below ## --blanks--, with --- between two"
)
BLANK_COUNT = _error(
    "LD404", "the sentence has {gaps} BLANK, but there are {blanks} answers", "give each BLANK one answer"
)
MANY_BLANKS = _error("LD406", "the section has {count} --blanks-- parts", "join them below one ## --blanks--")
EMPTY_BLANK = _error("LD407", "answer {number} is empty", "write it between backticks, or delete one ---")
MORE_THAN_ANSWER = _warning(
    "LD408",
    "only the first text between backticks is read as answer {number}",
    "put the rest below ### --feedback--",
)
TWO_GAP_FEEDBACKS = _warning(
    "LD409", "only the first feedback of answer {number} is read", "join them below one ### --feedback--"
)
NO_GAP_FEEDBACK = _warning(
    "LD421", "answer {number} has no feedback", "write ### --feedback-- below it: a hint to what belongs there"
)

UNKNOWN_SKIP = _warning(
    "LD501", "no fact has the term {term!r}{where}", "take it out of skip, or write it as the card has it"
)
BAD_SETTINGS = _error(
    "LD502",
    "the lecturedeck settings are not as they should be: {reason}",
    "see “Your own facts” in docs/facts.md",
)

BAD_SCENE = _warning(
    "LD601", "# --scene-- cannot be read: {reason}", "mend its json; until then no dialogue is known"
)
NO_PICTURE = _warning(
    "LD602", "the picture {name!r} is not there", "put it into the lecture's folder, or mend the name"
)
OUTSIDE_PICTURE = _warning(
    "LD603", "the picture {name!r} is outside the lecture's folder", "copy it beside the lecture"
)
# What depends on other files than the lecture.
ABOUT_PICTURES = (NO_PICTURE.code, OUTSIDE_PICTURE.code)
# What leaves it open whose lecture a file is: the id that was read may not be its own.
ABOUT_ID = tuple(
    rule.code
    for rule in (
        UNREADABLE,
        NOT_UTF8,
        NO_FRONT_MATTER,
        OPEN_FRONT_MATTER,
        BAD_YAML,
        NOT_A_MAPPING,
        NO_ID,
        NOT_PLAIN,
    )
)
