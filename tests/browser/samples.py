"""Notes of every kind that cards must bear: our own texts, filled into fields as `anki.cards` does it."""

from __future__ import annotations

from dataclasses import dataclass

from lecturedeck.anki.notetypes import BLANK, CHOICE, FACT, NoteType
from lecturedeck.markup.html import Renderer
from lecturedeck.markup.ruby import ruby_html

LINK = "https://www.freecodecamp.org/learn/full-stack-developer/lecture-example/example"


@dataclass(frozen=True, slots=True)
class Sample:
    """A note of our own: its name in test ids, its note type and its fields in order."""

    name: str
    note_type: NoteType
    fields: tuple[str, ...]


def _sample(name: str, note_type: NoteType, **fields: str) -> Sample:
    values = {key.replace("_", " "): value for key, value in fields.items()}
    values.setdefault("Key", f"sample:{name}")
    assert set(values) <= set(note_type.field_names)
    return Sample(name, note_type, tuple(values.get(field, "") for field in note_type.field_names))


def options(*texts: str, order: str = "", last: int = 0) -> str:
    """The Options field: texts only; `order` is its other classes, and the `last` ones stay last."""
    moving = len(texts) - last
    items = "".join(
        f"<li>{text}</li>" if number < moving else f'<li class="last">{text}</li>'
        for number, text in enumerate(texts)
    )
    return f'<ol class="{" ".join(filter(None, ["options", order]))}">{items}</ol>'


def feedback(right: int, *reasons: str) -> str:
    """The Feedback field: parallel to the options, the right one at index `right`."""
    items = (
        f'<li class="right"><b>✓</b>{reason and " " + reason}</li>'
        if number == right
        else f'<li class="wrong"><b>✗</b>{reason and " " + reason}</li>'
        for number, reason in enumerate(reasons)
    )
    return f'<ol class="feedback">{"".join(items)}</ol>'


def _link(title: str) -> str:
    return f'<a href="{LINK}">{title}</a>'


_md = Renderer()
_math = Renderer(math=True)

WRONG_DOOR = _sample(
    "plain",
    CHOICE,
    Question=_md("A visitor opens a page that exists, but has not logged in yet. Which code fits?"),
    Options=options(
        *map(_md, ("`403 Forbidden`", "`401 Unauthorized`", "`404 Not Found`", "`301 Moved Permanently`"))
    ),
    Feedback=feedback(
        1,
        _md("`403` says: I know who you are, and you may not. Here the client has not said who it is."),
        "",
        _md("`404` would deny that the page exists."),
        _md("A redirect sends the visitor to another address. The page has not moved."),
    ),
    Explanation=_md("`401` asks for credentials: after a login, the same request may well succeed."),
    Passage=_md("Two codes guard a door. **401** asks who you are; **403** knows who you are and says no."),
    Lecture=_link("Codes That Guard a Door"),
)

CODE = _sample(
    "code",
    CHOICE,
    Context=_md("Read the code, then answer."),
    Question=_md(
        "What does this program print?\n\n```python\n"
        "# keeps every reading that is not below the limit of the day, whatever its unit\n"
        "def keep(readings: list[float], limit: float = 2.5) -> list[float]:\n"
        "    return [reading for reading in readings if reading >= limit and not isinstance(reading, bool)]\n\n\n"
        'class Sensor:\n    name = "attic"\n\n\nprint(len(keep([1.0, 2.5, 4.0])), Sensor.name)\n```'
    ),
    Options=options(
        _md("```python\n2 attic\n```"),
        _md("```python\n3 attic\n```"),
        _md("It raises `TypeError: 'type' object is not subscriptable`"),
        _md("```python\nkeep(readings=[1.0, 2.5, 4.0], limit=2.5) and print(Sensor().name, file=sys.stderr)\n```"),
    ),
    Feedback=feedback(
        0,
        _md("`2.5 >= 2.5` holds, so two readings stay."),
        _md("The first reading is below the limit:\n\n```python\nassert not 1.0 >= 2.5\n```"),
        _md("Since Python 3.9, `list[float]` is fine in an annotation."),
        "",
    ),
    Lecture=_link("The &lt;list&gt; of Readings"),
)

NAMES = _sample(
    "names",
    CHOICE,
    Question=_md(
        "The kettle has `tea-pot-cover` and `tea-pot-areas` and `tea-pot-lid` and `tea-cup-handle` and `tea-tray` "
        "and `tea-pot-warmer` and `tea-cosies`; which of `tea-pot-covers`, `tea-pot-spout` or "
        "`tea-pot-cover-of-red-wool-that-an-aunt-made-for-it` keeps it warm?"
    ),
    Options=options("<code>tea-pot-cover</code>", "<code>tea-tray</code>"),
    Feedback=feedback(0, "", ""),
    Passage=_md(
        "A `tea-pot-cover` and no `tea-pot-areas` and no `tea-pot-lid` and no `tea-cup-handle` and no `tea-tray` "
        "and no `tea-pot-warmer` keeps it warm."
    ),
    Lecture=_link("Covers"),
)

ENDINGS = _sample(
    "endings",
    CHOICE,
    Question=_md("Which form ends in " + ", ".join(["`-ing`", "in `-ly-hot`", "`-ed-over`"] * 8) + "?"),
    Options=options("`pouring`", "`poured`"),
    Feedback=feedback(0, "", ""),
    Passage=_md("It ends in `-ing`."),
    Lecture=_link("Endings"),
    Teaches="en-US",
)

CHINESE = _sample(
    "chinese",
    CHOICE,
    Context=_md("Choose the word that fits the answer."),
    Question=ruby_html("你 (nǐ) 好 (hǎo)，你 (nǐ) 喝 (hē) 茶 (chá) 吗 (ma)？"),
    Options=options(ruby_html("喝 (hē)"), ruby_html("吃 (chī)"), ruby_html("看 (kàn)")),
    Feedback=feedback(0, "", "This one means “to eat”.", "This one means “to look at”."),
    Audio="[anki:tts lang=zh_CN]你好，你喝茶吗？[/anki:tts]",
    Lecture="At the Tea House",
)

ARABIC = _sample(
    "arabic",
    CHOICE,
    Question=_md("أي رمز يقول إن الصفحة `page.html` غير موجودة؟"),
    Options=options("الرمز <code>404</code>", "الرمز <code>500</code>", "الرمز <code>200</code>"),
    Feedback=feedback(0, "", "هذا خطأ في الخادم نفسه.", "هذا الرمز يعني أن كل شيء على ما يرام."),
    Explanation="الخادم يعمل، لكنه لا يجد الصفحة.",
    Passage="يبدأ خطأ العميل بالرقم 4.",
    Lecture=_link("رموز الحالة"),
    Language="ar",
)

ARABIC_NAMES = _sample(
    "arabic-names",
    CHOICE,
    Question="أي شاي هو الأسود؟",
    Options=options("Assam", "الشاي الأخضر", "Sencha"),
    Feedback=feedback(0, "", "", ""),
    Lecture="أنواع الشاي",
    Language="ar",
)

GERMAN = _sample(
    "german",
    CHOICE,
    Question="Was tut die Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft?",
    Options=options(
        "Sie ist eine Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzgebungskommission.",
        "Sie fährt Schiff.",
        "Sie ist ein Verein.",
    ),
    Feedback=feedback(
        2, "Das wäre eine Rechtsschutzversicherungsgesellschaftsangelegenheit.", "Ein Verein fährt nicht.", ""
    ),
    Lecture="Lange Wörter",
    Language="de",
)

SEVEN = _sample(
    "seven",
    CHOICE,
    Question=_md(
        "A shop keeps its orders in one big table, and the page that lists them has grown slow over the years. "
        "The team has measured: the server is idle, the network is quick, and nearly all the time goes into one "
        "query that looks for the orders of a single customer. Which step should they take first, before they "
        "spend money on machines or weeks on a rewrite?"
    ),
    Options=options(
        "Buy a bigger server.",
        "Add an index on the customer column, which lets the database find the rows without reading the table.",
        "Move the images to another host.",
        "Rewrite the page in another language.",
        "Show fewer orders on a page, with a button to load the rest.",
        "Ask the customers to be patient.",
        "Copy the table to each of the offices.",
    ),
    Feedback=feedback(
        1,
        "The server is idle already.",
        "",
        "Images are not what the time goes into.",
        "The query would be as slow in any language.",
        "The database would still read the whole table to find them.",
        "",
        "Then each copy is as slow, and they drift apart.",
    ),
    Lecture=_link("Why the Order Page Is Slow"),
)

TABLE = _sample(
    "table",
    CHOICE,
    Question=_md(
        "Which row of the table is a redirect?\n\n| Code | Name | Typical cause | Who should act on it |\n"
        "|---|---|---|---|\n| 200 | OK | everything went well | no one |\n"
        "| 308 | Permanent Redirect | the page moved for good | whoever keeps the bookmark |\n"
    ),
    Options=options("The first", "The second"),
    Feedback=feedback(1, _md("`200` delivers the page itself."), ""),
    Lecture="Tables",
)

MATH = _sample(
    "math",
    CHOICE,
    Question=_math(r"What is the area of a circle with $r = \frac{1}{2}$?"),
    Options=options(_math(r"$\frac{\pi}{4}$"), _math(r"$\pi$"), _math(r"$\sqrt{\pi}$")),
    Feedback=feedback(0, "", _math(r"That is the area for $r = \sqrt{1}$."), ""),
    Lecture="Circles",
)

WIDE_MATH = _sample(
    "wide-math",
    CHOICE,
    Question=_math(r"Which line is $\sin(a + b + c) = \sin(a)\cos(b + c) + \cos(a)\sin(b + c)$ for $c = 0$?"),
    Options=options(
        _math(r"$\sin(a + b + 0) = \sin(a)\cos(b) + \cos(a)\sin(b) + 0 \cdot \cos(a)$"),
        _math(r"$\sin(a + b + 0) = \sin(a)\cos(b) - \cos(a)\sin(b) - 1 \cdot \cos(a)$"),
    ),
    Feedback=feedback(0, "", _math(r"The signs belong to $\sin(a - b) = \sin(a)\cos(b) - \cos(a)\sin(b)$ only.")),
    Lecture="Circles",
)

CODE_FACT = _sample(
    "status",
    FACT,
    Prompt="418",
    Term="418 I'm a teapot",
    Definition=_md("The **418 I'm a teapot** code says that the server brews no coffee: it is a teapot."),
    Reverse_prompt='The <span class="gap">[…]</span> code says that the server brews no coffee.',
    Code="418",
    Category="Client errors",
    Detail=_md("It began as a joke of 1998 and stayed.\n\nSome servers answer with it to robots."),
    Lecture=_link("Codes That Guard a Door"),
)

TERM_FACT = _sample(
    "term",
    FACT,
    Prompt=_md("Sentinel value"),
    Term=_md("Sentinel value"),
    Definition=_md("A **sentinel value** is a value that stands for the end of the data, such as `-1` or `None`."),
    Reverse_prompt='A <span class="gap">[…]</span> stands for the end of the data, such as <code>-1</code>.',
    Category="Loops",
    Detail=_md("Choose one that can never be data."),
    Example=_md(
        "```js\nconst readings = [3, 5, -1];\nfor (const reading of readings) {\n  if (reading === -1) break; "
        "// the sentinel: nothing that follows in this list is a reading any more\n"
        "  console.log(`read ${reading}`);\n}\n```"
    ),
    Lecture=_link("Loops That End"),
)

SHORT_FACT = _sample(
    "short",
    FACT,
    Prompt="<code>break</code>",
    Term="<code>break</code>",
    Definition="Leaves the loop.",
    Category="Loops",
)

BLANK_ENGLISH = _sample(
    "english",
    BLANK,
    Context=_md("Fill in the words that are missing."),
    Text="Good {{c1::morning}}, my name is Ada. What is {{c2::your}} name, and where do you {{c3::come}} from?",
    Feedback='<ol class="feedback"><li>It is what you say before noon.</li>'
    "<li>Not “yours”: the noun follows.</li><li></li></ol>",
    Explanation="Two questions, one breath.",
    Passage='<div class="told" data-gaps="1 3">Ada greets the new colleague.</div>',
    Lecture=_link("First Day at Work"),
)

BLANK_CHINESE = _sample(
    "chinese-gap",
    BLANK,
    Text=ruby_html("你 (nǐ) 喝 (hē)") + "{{c1::" + ruby_html("茶 (chá)") + "}}" + ruby_html("吗 (ma)？"),
    Feedback='<ol class="feedback"><li>A drink made of leaves.</li></ol>',
    Audio="[sound:tea.mp3]",
    Lecture="At the Tea House",
)

_TALK = (
    "Ada: Good morning, Ben. Is the {{c1::kettle}} on? I was hoping for a cup before the guests arrive at nine.",
    "Ben: It is, but the water is still cold. Someone left the window open all night, the stove is slow today.",
    "Ada: Then let us look for the {{c2::sieve}}. I saw it last week between the plates and the old tablecloths.",
    "Ben: Here it is. It has a dent, though, and I would not trust its rim with the fine leaves from Assam.",
    "Ada: It will do. The leaves of today are large. Do we have a {{c3::cosy}} that fits the big pot?",
    "Ben: My aunt made one of red wool. It keeps the tea warm for an hour, which is more than we ever needed.",
)

LONG_TALK = _sample(
    "long-talk",
    BLANK,
    Context="<p>Write each word in its gap: sieve, cosy and kettle.</p>",
    Text=f'<div class="bank">{"".join(f"<p>{line}</p>" for line in _TALK)}</div>',
    Feedback='<ol class="feedback"><li>It boils water.</li><li>It holds leaves.</li><li></li></ol>',
    Hint='<ol class="feedback"><li>It boils water.</li><li>It holds leaves.</li><li></li></ol>',
    Lecture="Before the Guests Arrive",
)

ONLY_A_GAP = _sample(
    "only-a-gap",
    BLANK,
    Context="<p>Write this number in Spanish.</p>",
    Text="<p>{{c1::Siete}}</p>",
    Feedback='<ol class="feedback"><li>It is the number 7.</li></ol>',
    Hint='<ol class="feedback needed"><li>It is the number 7.</li></ol>',
    Lecture="Seven Cups",
)

ALL_OF_THESE = _sample(
    "all-of-these",
    CHOICE,
    Question="What keeps tea warm?",
    Options=options("A cosy", "A stove", "A blanket", "All of the above", last=1),
    Feedback=feedback(3, "It is one of them.", "It is one of them.", "It is one of them.", ""),
    Lecture="Warm Tea",
)

LETTERS = _sample(
    "letters",
    CHOICE,
    Question="What keeps tea warm?",
    Options=options("A cosy", "A sieve", "A stove", "A and C", order="lettered"),
    Feedback=feedback(3, "It is not alone.", "It holds leaves.", "It is not alone.", ""),
    Lecture="Warm Tea",
)

QUIZ = _sample(
    "quiz",
    CHOICE,
    Question="What holds leaves back?",
    Options=options("A cosy", "A sieve", "A stove", "A cup"),
    Feedback=feedback(1, "", "", "", ""),
    Lecture="Sieves",
)

SAME_REASON = _sample(
    "same-reason",
    CHOICE,
    Question="What keeps tea warm?",
    Options=options("A cosy", "A sieve", "A spoon", "A saucer"),
    Feedback=feedback(0, "", *["Think of wool."] * 3),
    Explanation="Wool holds air.",
    Lecture="Warm Tea",
)

WAITING = _sample(
    "waiting",
    CHOICE,
    Question="What holds leaves back?",
    Options=options("A cosy", "A sieve", order="wait"),
    Feedback=feedback(1, "It keeps tea warm.", ""),
    Explanation="Its holes are small.",
    Lecture="Sieves",
)

LISTENING = _sample(
    "listening",
    CHOICE,
    Question="¿Qué dice Ana?",
    Options=options("La tetera está caliente.", "La taza está fría."),
    Feedback=feedback(0, "", "Ana habla de la tetera."),
    Transcript="<p><b>Ana:</b> La tetera está caliente.</p><p><b>Ben:</b> ¡Sirve!</p>",
    Audio="[anki:tts lang=es_ES]Ana: La tetera está caliente. Ben: ¡Sirve![/anki:tts]",
    Lecture="El té",
    Language="es",
    Teaches="es",
)

FOLDED = _sample(
    "folded",
    CHOICE,
    Question="What does `pour` print?",
    Options=options(
        _md('```js\npour("assam", "darjeeling", "keemun", "lapsang souchong", "ceylon", "nilgiri", 1)\n```'),
        _md('```js\npour("assam", "darjeeling", "keemun", "lapsang souchong", "ceylon", "nilgiri", 2)\n```'),
    ),
    Feedback=feedback(0, "", "The last number counts."),
    Passage=_md('```js\nconst teas = pour("assam", "darjeeling", "keemun", "lapsang souchong", "ceylon", 1)\n```'),
    Lecture="Pouring",
)

SAMPLES = (
    WRONG_DOOR,
    ALL_OF_THESE,
    LETTERS,
    QUIZ,
    SAME_REASON,
    WAITING,
    LISTENING,
    FOLDED,
    CODE,
    NAMES,
    ENDINGS,
    CHINESE,
    ARABIC,
    ARABIC_NAMES,
    GERMAN,
    SEVEN,
    TABLE,
    MATH,
    WIDE_MATH,
    CODE_FACT,
    TERM_FACT,
    SHORT_FACT,
    BLANK_ENGLISH,
    BLANK_CHINESE,
    LONG_TALK,
    ONLY_A_GAP,
)
CHOICES = tuple(sample for sample in SAMPLES if sample.note_type is CHOICE)
