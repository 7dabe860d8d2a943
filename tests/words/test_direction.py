"""The direction that is written down where a browser would guess wrong."""

from __future__ import annotations

import pytest

from lecturedeck.words.direction import directed


def isolated(text: str) -> str:
    return f'<bdi dir="ltr">{text}</bdi>'


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("شاي", "شاي"),
        ("", ""),
        ("HTML هي لغة", '<span dir="rtl">HTML هي لغة</span>'),
        ("<code>x()</code>", '<span dir="rtl"><code>x()</code></span>'),
        ("<code>x()</code> دالة", "<code>x()</code> دالة"),
        ("What is it?", "What is it?"),
        ("<p>CSS لغة</p>\n<p>What is it?</p>", '<p dir="rtl">CSS لغة</p>\n<p>What is it?</p>'),
        ("<ul><li><p>CSS لغة</p></li></ul>", '<ul><li><p dir="rtl">CSS لغة</p></li></ul>'),
        ("<td>CSS لغة</td>", '<td dir="rtl">CSS لغة</td>'),
        ('<p dir="ltr">CSS لغة</p>', '<p dir="ltr">CSS لغة</p>'),
        ("دالة toLowerCase() هنا", f"دالة {isolated('toLowerCase()')} هنا"),
        ("إلى /etc/pot، ثم", f"إلى {isolated('/etc/pot')}، ثم"),
        ("لغة C++.", f"لغة {isolated('C++')}."),
        ("(404 Not Found) رمز", f'<span dir="rtl">({isolated("404 Not Found")}) رمز</span>'),
        ("وسم &lt;main&gt; هنا", f"وسم {isolated('&lt;main&gt;')} هنا"),
        ("اسم <code>toLowerCase()</code> دالة", "اسم <code>toLowerCase()</code> دالة"),
        ("الاسم: María تسأل", "الاسم: María تسأل"),
        ("الخطأ: HTML هنا", "الخطأ: HTML هنا"),
        ("الخيار: --all هنا", f"الخيار: {isolated('--all')} هنا"),
        ("تقول ¿Hay té? هنا", f"تقول {isolated('¿Hay té?')} هنا"),
        ('الأمر pour -m "x" هنا', "الأمر " + isolated('pour -m "x"') + " هنا"),
        ("كلمة - tetera - هنا", "كلمة - tetera - هنا"),
        (r"قيمة \(x = -1\) هنا", r"قيمة \(x = -1\) هنا"),
    ],
)
def test_in_an_arabic_text(html: str, expected: str) -> None:
    assert directed(html, "ar") == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("Tea", "Tea"),
        ("شاي is the Arabic word for tea", '<span dir="ltr">شاي is the Arabic word for tea</span>'),
        ("<p>شاي</p>", "<p>شاي</p>"),
        ("<p>Tea: شاي ساخن في الإبريق</p>", '<p dir="rtl">Tea: شاي ساخن في الإبريق</p>'),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh-CN", ""])
def test_in_a_text_of_another_language(html: str, expected: str, lang: str) -> None:
    assert directed(html, lang) == expected


def test_a_gap_is_never_split() -> None:
    assert directed("الوسم {{c1::<main>}} و{{c2::HTML لغة}}", "ar", isolate=False).count("{{c") == 2
    assert "bdi" not in directed("الدالة {{c1::x()}} هنا", "ar", isolate=False)
