"""Whether a text asks to listen, in every language of the curriculum."""

from __future__ import annotations

import pytest

from lecturedeck.words.files import LANGUAGES, data
from lecturedeck.words.listening import asks_to_listen

LISTENS = {
    "en": ["Listen to the audio and choose.", "What do you hear?", "Answer by the recording."],
    "de": ["Höre dir das Audio an.", "Hören Sie zu und antworten Sie."],
    "es": ["Escucha el audio.", "¿Qué oyes?"],
    "it": ["Ascolta la frase.", "Rispondi secondo l'audio."],
    "pt": ["Ouça o áudio.", "Escute e responda."],
    "uk": ["Прослухайте аудіо.", "Що ви чуєте?"],
    "ja": ["音声を聞いてください。", "聞こえた数字を書いてください。"],
    "ko": ["오디오를 듣고 고르세요.", "들은 숫자를 쓰세요."],
    "zh-Hans": ["请听音频。", "你听到了什么？"],
    "zh-Hant": ["請聽音訊。", "你聽到了什麼？"],
    "sw": ["Sikiliza sauti na ujibu.", "Unasikia nini?"],
    "ar": ["استمع إلى الصوت", "ماذا تسمع؟"],
}
SILENT = {
    "en": ["This task has no audio. Read the question.", "This task doesn’t have audio."],
    "de": ["Diese Aufgabe hat keinen Audioinhalt. Lies die Frage.", "Zu dieser Aufgabe gibt es kein Audio."],
    "es": ["Esta tarea no tiene audio. Lee la pregunta.", "Una tarea sin audio."],
    "it": ["Questa attività non ha audio. Leggi la domanda.", "Un compito senza audio."],
    "pt": ["Esta tarefa não tem áudio.Leia a pergunta.", "Uma tarefa sem áudio."],
    "uk": ["У цьому завданні немає аудіо. Прочитайте.", "Це завдання не має аудіо."],
    "ja": ["この問題に音声はありません。読んでください。", "音声なしの問題です。"],
    "ko": ["이 문제에는 오디오가 없습니다. 읽으세요.", "음성이 없는 문제입니다."],
    "zh-Hans": ["本题无音频。请阅读。", "这道题没有音频。"],
    "zh-Hant": ["本題沒有音訊。請閱讀。", "此題無音檔。"],
    "sw": ["Zoezi hili halina sauti. Soma swali.", "Kazi hii haina sauti."],
    "ar": ["لا يحتوي هذا التمرين على صوت. اقرأ السؤال.", "تمرين بدون صوت."],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_knows_how_to_ask_and_how_to_say_no(language: str) -> None:
    assert set(data(language)["listening"]) == {"listen", "audio", "none"}
    for text in LISTENS[language]:
        assert asks_to_listen([text]), text
        assert asks_to_listen([], [text]), text
    for text in SILENT[language]:
        assert not asks_to_listen([text]), text
        assert not asks_to_listen([text], LISTENS[language]), text


@pytest.mark.parametrize(
    "text",
    [
        "What is at the heart of it?",
        "Which word describes the sentiment?",
        "Read the text.",
        "Do you like to listen to the rain?",
        "I'd love to hear from you.",
        "Which word is right in `I listen to you`?",
        "What does “listen to the kettle” mean?",
        "<p>Choose.</p><blockquote><p>Listen to me!</p></blockquote>",
        "这听起来怎么样？",
        "<!-- Listen to the audio. -->",
    ],
)
def test_a_word_that_is_only_quoted_or_about_something_else_asks_nothing(text: str) -> None:
    assert not asks_to_listen([text])
    assert not asks_to_listen([], [text])


def test_a_question_may_ask_what_the_recording_does_not_say() -> None:
    assert asks_to_listen(["Choose."], ["What is not said in the audio?"])
    assert asks_to_listen(["Listen to the audio. You need not know every word of the audio."])
