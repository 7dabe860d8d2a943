"""A description stands on the front where a question speaks of it, in every language of the curriculum."""

from __future__ import annotations

import pytest

from lecturedeck.words.files import LANGUAGES
from tests.conftest import lecture_text, question_text, read

# What speaks of a text, of code, of a picture, and of none of them.
QUESTIONS = {
    "ar": ("ماذا تقول آنا في الحوار؟", "ماذا يطبع هذا الكود؟", "ماذا ترى في هذه الصورة؟", "ما هو الشاي الأخضر؟"),
    "de": ("Was sagt Ana im Dialog?", "Was gibt dieser Code aus?", "Was zeigt das Bild?", "Was ist grüner Tee?"),
    "en": (
        "What does Ana say in the dialogue?",
        "What does this code print?",
        "What does the picture show?",
        "What is tea?",
    ),
    "es": (
        "¿Qué dice Ana en el diálogo?",
        "¿Qué imprime este código?",
        "¿Qué muestra la imagen?",
        "¿Qué es el té verde?",
    ),
    "it": (
        "Cosa dice Ana nel dialogo?",
        "Cosa stampa questo codice?",
        "Cosa mostra l'immagine?",
        "Che cos'è il tè verde?",
    ),
    "ja": (
        "会話でアナは何と言いますか。",
        "このコードは何を出力しますか。",
        "次の図は何を示しますか。",
        "緑茶とは何ですか。",
    ),
    "ko": (
        "대화에서 아나는 뭐라고 하나요?",
        "다음 코드는 무엇을 출력하나요?",
        "이 그림은 무엇을 보여 주나요?",
        "녹차란 무엇인가요?",
    ),
    "pt": (
        "O que Ana diz no diálogo?",
        "O que este código imprime?",
        "O que a imagem mostra?",
        "O que é chá verde?",
    ),
    "sw": (
        "Ana anasema nini katika mazungumzo?",
        "Msimbo huu unachapisha nini?",
        "Picha hii inaonyesha nini?",
        "Chai ni nini?",
    ),
    "uk": ("Що каже Ана в діалозі?", "Що виводить цей код?", "Що показує це зображення?", "Що таке зелений чай?"),
    "zh-Hans": ("安娜在对话中说了什么？", "以下代码输出什么？", "这张图片显示什么？", "什么是绿茶？"),
    "zh-Hant": ("安娜在對話中說了什麼？", "以下程式碼輸出什麼？", "這張圖片顯示什麼？", "什麼是綠茶？"),
}
TEXT = "Ana: 1, 2, 3."
CODE = "```py\nprint(1)\n```"
PICTURE = "![pot](https://tea.example/pot.png)"


def stands_on_the_front(description: str, question: str) -> bool:
    body = f"# --description--\n\n{description}\n\n{description}\n\n# --questions--\n\n{question_text(question)}"
    return bool(read(lecture_text(body)).context)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_question_speaks_of_stands_on_the_front(language: str) -> None:
    text, code, picture, none = QUESTIONS[language]
    assert stands_on_the_front(TEXT, text)
    assert stands_on_the_front(CODE, code)
    assert stands_on_the_front(PICTURE, picture)
    for description in (TEXT, CODE, PICTURE):
        assert not stands_on_the_front(description, none)
    assert not stands_on_the_front(TEXT, code)
    assert not stands_on_the_front(TEXT, picture)
