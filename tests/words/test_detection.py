"""The language of a text, where it is sure."""

from __future__ import annotations

import pytest

from lecturedeck.words.detection import detect

TEXTS = {
    "en": "The pot is on the table, and the tea in it is hot. You can pour it when you want, but not with a cosy.",
    "de": "Die Kanne steht auf dem Tisch, und der Tee in ihr ist heiß. Wer will, gießt ihn mit einem Sieb ein.",
    "es": "La tetera está en la mesa y el té que hay en ella está caliente. Se puede servir cuando se quiera.",
    "it": "La teiera è sul tavolo e il tè che è dentro non è ancora freddo. Si può versare con un colino.",
    "pt": "O bule está na mesa e o chá não está frio. Você pode servir com uma peneira, e não com os dedos.",
    "fr": "La théière est sur la table et le thé est dans la théière. Vous pouvez le servir avec une passoire.",
    "sw": "Birika iko juu ya meza na chai yake ni moto. Unaweza kumimina chai kwa kutumia chujio la waya.",
    "uk": "Чайник стоїть на столі, і чай у ньому ще гарячий. Його можна налити крізь ситечко, якщо є бажання.",
    "ru": "Чайник стоит на столе, и чай в нём ещё горячий. Его можно налить, мы ждём, это не сон, а были мы.",
    "ja": "急須はテーブルの上にあります。中のお茶はまだ熱いです。茶こしを使って注ぐことができます。",
    "ko": "찻주전자는 식탁 위에 있습니다. 그 안의 차는 아직 뜨겁습니다. 거름망으로 따를 수 있습니다.",
    "zh-Hans": "茶壶在桌子上，里面的茶还很热。你可以用滤网来倒茶，这个问题没有别的答案。我们会看见的。",
    "zh-Hant": "茶壺在桌子上，裡面的茶還很熱。你可以用濾網來倒茶，這個問題沒有別的答案。我們會看見的。",
    "ar": "الإبريق على الطاولة، والشاي فيه ما زال ساخنًا. يمكنك أن تصبه متى أردت إلى فنجان.",
    "fa": "قوری روی میز است و چای در آن هنوز گرم است. می‌توانید آن را با صافی بریزید، چون پر از برگ چای است و گرم.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_text_shows_its_language(language: str) -> None:
    assert detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "Tea", "404 Not Found", "print(tea)", "Tea té чай 茶", "1 2 3 4 5 6"])
def test_what_is_not_sure_is_left_open(text: str) -> None:
    assert detect(text) == ""


@pytest.mark.parametrize("language", ["de", "ar", "ja", "zh-Hans"])
def test_code_says_nothing_about_the_language(language: str) -> None:
    code = "```js\n" + "// the pot is on the table and you can pour it when you want\n" * 20 + "```\n"
    assert detect(f"# --description--\n\n{TEXTS[language]}\n\n{code}\n`the and of to is`\n") == language
