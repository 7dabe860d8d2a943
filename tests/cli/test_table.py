"""The tables that commands print."""

from lecturedeck.cli.table import counted, table, width


def test_one_thing_is_no_several_things() -> None:
    told = [counted(number, "card") for number in (0, 1, 2, 12345)]
    assert told == ["0 cards", "1 card", "2 cards", "12,345 cards"]


def test_columns_are_as_wide_as_their_widest_cell_and_numbers_stand_right() -> None:
    assert table(["Lecture", "Cards"], [["Pots", 3], ["All about lids", 120], ["Short"]]) == (
        "Lecture         Cards\n"
        "--------------  -----\n"
        "Pots                3\n"
        "All about lids    120\n"
        "Short"
    )  # fmt: skip


def test_wide_and_combining_characters_keep_the_columns_straight() -> None:
    assert width("茶壶") == 4
    assert width("e\u0301") == 1
    first, _, second, third = table(["Lecture", "Cards"], [["茶壶", 1], ["teapot", 22]]).splitlines()
    assert second == "茶壶         1"
    assert third == "teapot      22"
    assert first == "Lecture  Cards"
