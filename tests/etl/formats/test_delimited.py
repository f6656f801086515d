"""Is delimited text read or refused, whatever it is; and do fast and careful reading agree?"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from buurtbeeld.errors import FileRefused
from etl import formats
from etl.formats import delimited
from tests.etl.formats.reading_of import careful, delivery, fast

HEAD = "id,datum,soort\n"

RECORDS: dict[str, tuple[str | bytes, dict[str, Any], list[tuple[Any, ...]]]] = {
    "an ordinary row": ("1,2024-01-01,geluid\n", {}, [("1", "2024-01-01", "geluid", 2, None)]),
    "a header alone": ("", {}, []),
    "no line end at the end": ("1,a,b", {}, [("1", "a", "b", 2, None)]),
    "line ends of two kinds": ("1,a,b\r\n2,c,d\n", {}, [("1", "a", "b", 2, None), ("2", "c", "d", 3, None)]),
    "Windows line ends": ("1,a,b\r\n2,c,d\r\n", {"head": "id,datum,soort\r\n"}, [("1", "a", "b", 2, None), ("2", "c", "d", 3, None)]),
    "leading zeros and blanks": ("007, a ,b\n", {}, [("007", " a ", "b", 2, None)]),
    "a formula is text": ("1,=cmd|' /C calc'!A0,b\n", {}, [("1", "=cmd|' /C calc'!A0", "b", 2, None)]),
    "quotes inside quotes": ('1,"hij zei ""ja"", toen",b\n', {}, [("1", 'hij zei "ja", toen', "b", 2, None)]),
    "a line end inside quotes": ('1,"a\nb",c\n2,d,e\n', {}, [("1", "a\nb", "c", 2, None), ("2", "d", "e", 4, None)]),
    "empty, and quoted empty": ('1,,""\n', {}, [("1", None, None, 2, None)]),
    "blank lines": ("\n1,a,b\n  \n\n2,c,d\n\n\n", {}, [("1", "a", "b", 3, None), ("2", "c", "d", 6, None)]),
    "too few cells": ("1,a\n2,c,d\n", {}, [("1", "a", None, 2, "row has 2 cells, expected 3"), ("2", "c", "d", 3, None)]),
    "too many cells": ("1,a,b,x\n", {}, [("1", "a", "b", 2, "row has 4 cells, expected 3")]),
    "delimiters at the end": ("1,a,b,,\n2,c,d,\n", {}, [("1", "a", "b", 2, None), ("2", "c", "d", 3, None)]),
    "half a file": ("1,a,b\n2,c", {}, [("1", "a", "b", 2, None), ("2", "c", None, 3, "row has 2 cells, expected 3")]),
    "a zero byte": ("1,a\0,b\n2,c,d\n", {}, [("1", "a\0", "b", 2, "a zero byte in column 'datum'"), ("2", "c", "d", 3, None)]),
    "a quote that is not doubled": (
        '1,"a" b",c\n2,d,e\n', {}, [("1", 'a" b', "c", 2, "a quote within quotes is not doubled"), ("2", "d", "e", 3, None)],
    ),
    "a quote that is never closed": (
        '1,"a,b\n2,c,d\n3,e,f\n', {},
        [("1", "a", "b", 2, "a quote is opened and never closed"), ("2", "c", "d", 3, None), ("3", "e", "f", 4, None)],
    ),
    "an open quote that another would close": (
        '1,"a,b\n2,"c",d\n', {}, [("1", "a", "b", 2, "a quote is opened and never closed"), ("2", "c", "d", 3, None)],
    ),
    "bytes of another encoding": (
        b"1,Jos\xe9,b\n" + b"2,c,d\n" * 9, {},
        [("1", "Jos?", "b", 2, "bytes that are not text in column 'datum'"), *[("2", "c", "d", n, None) for n in range(3, 12)]],
    ),
    "a mark of utf-8": ("\ufeff" + HEAD + "1,a,b\n", {"head": ""}, [("1", "a", "b", 2, None)]),
    "titles above the header": (
        'Export "klachten";;\n\nid;datum;soort\n1;a;b\n', {"head": "", "dialect": {"delimiter": ";", "headerRows": [3]}},
        [("1", "a", "b", 4, None)],
    ),
    "a header of two rows": (
        "id;da;so\n;tum;ort\n1;a;b\n",
        {"head": "", "dialect": {"delimiter": ";", "headerRows": [1, 2]}, "columns": ("id", "da tum", "so ort")}, [("1", "a", "b", 3, None)],
    ),
    "no header": ("1;a;b\n", {"head": "", "dialect": {"delimiter": ";", "header": False}}, [("1", "a", "b", 1, None)]),
    "tabs": ("1\ta\t\n", {"head": "id\tdatum\tsoort\n", "dialect": {"delimiter": "\t"}}, [("1", "a", None, 2, None)]),
    "comments": ("#x\n1,a,b\n", {"dialect": {"commentChar": "#"}}, [("1", "a", "b", 3, None)]),
    "blanks behind delimiters": ('1, "a,b", c\n', {"dialect": {"skipInitialSpace": True}}, [("1", "a,b", "c", 2, None)]),
    "an escape character": ('1,"a\\"b",c\\,d\n', {"dialect": {"escapeChar": "\\"}}, [("1", 'a"b', "c,d", 2, None)]),
    "no quotes at all": ('1,"a,b"\n', {"dialect": {"quoteChar": ""}}, [("1", '"a', 'b"', 2, None)]),
    "cp1252": ("1,Zoë,€\n".encode("cp1252"), {"encoding": "cp1252"}, [("1", "Zoë", "€", 2, None)]),
    "utf-16": ((HEAD + "1,Zoë,b\n").encode("utf-16"), {"head": "", "encoding": "utf-16"}, [("1", "Zoë", "b", 2, None)]),
    "utf-16 without a mark": (
        (HEAD + "1,Zoë,b\n").encode("utf-16-be"), {"head": "", "encoding": "utf-16-be"}, [("1", "Zoë", "b", 2, None)],
    ),
    "old Macintosh line ends": ("id,datum,soort\r1,a,b\r2,c,d", {"head": ""}, [("1", "a", "b", 2, None), ("2", "c", "d", 3, None)]),
    "columns nobody asked for": ("x,1,y,a,b\n", {"head": "p,id,q,datum,soort\n"}, [("1", "a", "b", 2, None)]),
    "columns of the same name nobody asked for": ("x,1,y,a,b\n", {"head": "p,id,p,datum,soort\n"}, [("1", "a", "b", 2, None)]),
    "rubbish in a column nobody asked for": (
        b"1,a,b,\xff\0\n" + b"2,c,d,\n" * 9, {"head": "id,datum,soort,notitie\n"},
        [("1", "a", "b", 2, None), *[("2", "c", "d", n, None) for n in range(3, 12)]],
    ),
    "a name with blanks and quotes": ("1,a,b\n", {"head": '" id ",datum,soort\n'}, [("1", "a", "b", 2, None)]),
    "a line that is far too long": (
        "1," + "x" * 1_200_000 + ",b\n2,c,d\n", {}, [(None, None, None, 2, "line is longer than a million characters"), ("2", "c", "d", 3, None)],
    ),
}  # fmt: skip


def written(folder: Path, name: str, content: str | bytes, words: dict[str, Any]) -> Any:
    """A delivery of a file with this content below its header; words change the header, the columns or the descriptor."""
    path = folder / name
    head = words.get("head", HEAD)
    path.write_bytes(head.encode() + (content if isinstance(content, bytes) else content.encode()))
    return delivery(path, **{word: value for word, value in words.items() if word != "head"})


@pytest.mark.parametrize("name", RECORDS)
def test_a_record_is_read_as_it_stands_and_says_what_is_broken(tmp_path: Path, name: str) -> None:
    content, words, expected = RECORDS[name]
    one = written(tmp_path, "klachten.csv", content, words)
    assert careful(one, tmp_path) == expected
    quick = fast(one, tmp_path)
    assert quick is None or quick == expected


@pytest.mark.parametrize("name", ["an ordinary row", "Windows line ends", "no line end at the end", "quotes inside quotes",
                                  "cp1252", "utf-16", "columns nobody asked for", "delimiters at the end", "a mark of utf-8"])  # fmt: skip
def test_ordinary_files_are_read_fast(tmp_path: Path, name: str) -> None:
    content, words, _ = RECORDS[name]
    assert fast(written(tmp_path, "klachten [1]*.csv", content, words), tmp_path) is not None


REFUSED: dict[str, tuple[str | bytes, dict[str, Any], str]] = {
    "an empty file": ("", {"head": ""}, "it is empty"),
    "only blank lines": ("\n\n \n", {"head": ""}, "it is empty"),
    "a column that misses": ("", {"head": "id,dag,soort\n"}, "has no column 'datum'; it has 'id', 'dag', 'soort'. Map it in klachten"),
    "another delimiter": ("1;a;b\n", {"head": "id;datum;soort\n"}, "'dialect.delimiter' ';' rather than ','"),
    "another header line": ("", {"head": "Rapport,x,y\nid,datum,soort\n"}, "Is the header on line 1?"),
    "a named column twice": ("", {"head": "id,datum,soort,datum\n"}, "has 2 columns 'datum'"),
    "fewer lines than the header needs": ("", {"dialect": {"headerRows": [4]}}, "header on line 4; it ends after line 1"),
    "a header with an open quote": ("", {"head": 'id,"datum,soort\n'}, "ends after line 1|never closed"),
    "cp1252 said to be utf-8": ("1,é,ë\n".encode("cp1252") * 9, {}, "Set 'encoding' to 'cp1252' in klachten.descriptor.json"),
    "utf-16 said to be utf-8": ((HEAD + "1,a,b\n").encode("utf-16"), {"head": ""}, "Set 'encoding' to 'utf-16'"),
    "utf-16 without mark said to be utf-8": ((HEAD * 30).encode("utf-16-le"), {"head": ""}, "Set 'encoding' to 'utf-16-le'"),
    "utf-16 without its mark": (HEAD.encode("utf-16-be"), {"head": "", "encoding": "utf-16"}, "Set 'encoding' to 'utf-16-be'"),
    "utf-8 said to be utf-16": ("1,a,b\n", {"encoding": "utf-16"}, "Set 'encoding' to 'utf-8'"),
    "utf-8 said to be cp1252": ("1,a,b\n", {"head": "\ufeff" + HEAD, "encoding": "cp1252"}, "Set 'encoding' to 'utf-8'"),
    "no header and another encoding": (b"\xff\xfe" + b"\0" * 400, {"head": ""}, "is empty|utf-16"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_does_not_fit_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    content, words, sentence = REFUSED[name]
    one = written(tmp_path, "klachten.csv", content, words)
    for read in (formats.rows, formats.careful_rows):
        with pytest.raises(FileRefused, match=sentence) as refusal:
            read(one, tmp_path)
        assert str(refusal.value).startswith("klachten.csv ")


@pytest.mark.parametrize("header", [b"", HEAD.encode()])
def test_two_gigabytes_on_one_line_are_refused_at_once(tmp_path: Path, header: bytes) -> None:
    path = tmp_path / "klachten.csv"
    with path.open("wb") as file:
        file.write(header + b"x" * 2_000_000)
        file.truncate(2_000_000_000)
    started = time.monotonic()
    with pytest.raises(FileRefused, match="longer than|a million characters"):
        careful(delivery(path), tmp_path)
    assert time.monotonic() - started < 5


def test_quotes_that_are_never_closed_cannot_take_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "klachten.csv"
    path.write_text(HEAD + ('1,"a,b\n' + "2,c,d\n" * 1_200) * 30)
    assert sum(row[4] is not None for row in careful(delivery(path), tmp_path)) == 30
    monkeypatch.setattr(delimited, "SECOND_LOOKS", 100_000)
    with pytest.raises(FileRefused, match="should close every quote it opens"):
        careful(delivery(path), tmp_path)


CELL = st.one_of(
    st.sampled_from(
        ["a", "1", "", "é", "€ 5", " z", "z ", '"q"', '"a,b"', '"a""b"', '""', '"x\ny"', '"q" "z"', ' "q"', '"q" ']
    ),
    st.text(alphabet=st.sampled_from('ab1é"", \n\r\t;\\\'#\ufeff😀'), max_size=4),
)
LINE = st.one_of(st.lists(CELL, min_size=3, max_size=3).map(",".join), st.lists(CELL, max_size=5).map(",".join))


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINE, max_size=6), st.sampled_from(["\n", "\r\n"]), st.booleans(), st.binary(max_size=1))
@example(["1,2,3", "\r,a,b"], "\n", True, b"")
@example(['"a" "b",2,3'], "\n", True, b"")
def test_fast_and_careful_reading_agree_wherever_both_read(
    tmp_path: Path, lines: list[str], end: str, ended: bool, stray: bytes
) -> None:
    path = tmp_path / "klachten.csv"
    path.write_bytes((f"id,datum,soort{end}" + end.join(lines) + (end if ended and lines else "")).encode() + stray)
    one = delivery(path)
    try:
        expected = careful(one, tmp_path)
    except FileRefused:
        with pytest.raises(FileRefused):
            fast(one, tmp_path)
        return
    quick = fast(one, tmp_path)
    assert quick is None or quick == expected


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=6), min_size=3, max_size=3),
        max_size=6,
    )
)
def test_what_is_properly_quoted_comes_back_as_it_went_in(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "klachten.csv"
    quoted = "".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows)
    path.write_bytes((HEAD + quoted).encode())
    one = delivery(path)
    expected = [tuple(cell or None for cell in row) for row in rows]
    assert [row[:3] for row in careful(one, tmp_path)] == expected
    assert all(row[4] is None for row in careful(one, tmp_path))
    quick = fast(one, tmp_path)
    assert quick is None or [row[:3] for row in quick] == expected


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_no_bytes_make_reading_fail_otherwise_than_by_a_sentence(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "klachten.csv"
    path.write_bytes(HEAD.encode() + content)
    for encoding in ("utf-8", "cp1252", "utf-16"):
        one = delivery(path, encoding=encoding)
        try:
            rows = careful(one, tmp_path)
        except FileRefused:
            continue
        assert all(row[4] or row[3] > 1 for row in rows)
