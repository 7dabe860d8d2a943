"""A lecture as JSON values, for `lecturedeck extract`."""

from __future__ import annotations

from typing import Any

from lecturedeck.lecture import Lecture
from lecturedeck.reading.files import printable


def as_json(lecture: Lecture) -> dict[str, Any]:
    """Return the JSON object of a lecture. Text fields are safe card HTML; docs/extract.md lists the keys."""
    return {
        "path": printable(lecture.path),
        "id": lecture.id or None,
        "title": lecture.title,
        "language": lecture.language,
        "block": lecture.block or None,
        "questions": [
            {
                "text": question.text,
                "options": [
                    {"text": option.text, "correct": option.correct, "feedback": option.feedback}
                    for option in question.options
                ],
                "passage": question.passage,
                "quiz": question.quiz,
                "line": question.line,
            }
            for question in lecture.questions
        ],
        "blanks": [
            {
                "sentence": blank.sentence,
                "gaps": [{"answer": gap.answer, "feedback": gap.feedback} for gap in blank.gaps],
                "line": blank.line,
            }
            for blank in lecture.blanks
        ],
        "facts": [
            {
                "term": fact.term,
                "definition": fact.definition,
                "category": fact.category,
                "detail": fact.detail,
                "code": fact.code or None,
                "name": fact.name or None,
                "line": fact.line,
                "pattern": fact.pattern,
                "tier": fact.tier,
                "probability": fact.probability,
                "reverse": fact.reverse or None,
                "example": fact.example or None,
            }
            for fact in lecture.facts
        ],
        "problems": [
            {
                "code": problem.code,
                "message": problem.message,
                "hint": problem.hint,
                "severity": problem.severity,
                "line": problem.line,
                "column": problem.column,
            }
            for problem in lecture.problems
        ],
    }
