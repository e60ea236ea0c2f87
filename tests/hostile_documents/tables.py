"""Hostile tables: CSV, TSV and JSON lines."""

from __future__ import annotations

from .sizes import Maker, given, nesting, packing

_HEAD = "award_id_piid,recipient_name,awarding_agency_name,total_obligated_amount,award_base_action_date\n"
_ROW = "1,PALANTIR,ICE,5,2018-06-12\n"


def _comma(sign: str) -> tuple[Maker, ...]:
    def part(text: str) -> str:
        return text.replace(",", sign)

    return (
        *(
            packing(what, lambda run: part(_HEAD + _ROW + run), part(unit))
            for what, unit in (
                ("rows without end", _ROW),
                ("quotation marks", '"'),
                ("quotes that never close", '"a,b,c\n'),
                ("commas", ","),
                ("line ends", "\n"),
                ("a cell without end", "a"),
                ("spaces", " "),
                ("rows of blanks", ",,,,\n"),
                ("returns", "\r"),
                ("NUL", "\0"),
                ("digits", "1"),
                ("sums without end", "1,A,B,1 000 000 000,2018\n"),
                ("names without end", "1," + "Palantir " * 300 + ",ICE,1,2018\n"),
                ("half characters", "\udcff,"),
                ("accents", "\u0301"),
                ("semicolons", ";"),
            )
        ),
        packing("columns without end", lambda run: part(f"{run}\n{_ROW}"), "a,", 300_000),
        packing("headers of one name", lambda run: part(_HEAD.strip() + run + "\n" + _ROW), ",award_id_piid", 1_000),
        packing("a header of blanks", lambda run: part(f"{run}\n{_ROW}"), " ,", 300_000),
        packing("heads before the head", lambda run: part(run + _HEAD + _ROW), "Contracts\n", 100_000),
        given("formulas", part(_HEAD + "=cmd|'/C calc'!A0,@SUM(1),+ICE,-1,2018\n")),
        given("a wide file", part(_HEAD + _ROW).encode("utf-16")),
        given("cells beyond the limit", lambda: part(_HEAD).encode() + b"x" * 30_000_000),
        given(
            "years that are none",
            part(_HEAD + '1,PALANTIR,ICE,"1e999",２０１８-06-12\n2,PALANTIR,ICE,NaN,0000-00-00\n3,P,ICE,٣,2018-13-45\n'),
        ),
        given("a separator that is odd", "sep=\0\na\0b\n"),
        given("a separator of letters", "sep=a\n" + _HEAD + _ROW),
    )


_OBJECT = '{"award_id_piid": "1", "recipient_name": "PALANTIR", "awarding_agency_name": "ICE", "total_obligated_amount": "5"'
MAKERS: dict[str, tuple[Maker, ...]] = {
    ".csv": _comma(","),
    ".tsv": _comma("\t"),
    ".jsonl": (
        nesting("arrays nested deep", _OBJECT + ', "x": ', "[", "1", "]", "}\n", 1_000_000),
        nesting("objects nested deep", _OBJECT + ', "x": ', '{"a":', "1", "}", "}\n", 1_000_000),
        nesting("arrays that never close", "", "[", "", "", "", 1_000_000),
        packing("objects without end", lambda run: run, _OBJECT + "}\n", 100_000),
        packing("keys without end", lambda run: _OBJECT + run + "}", ', "award_id_piid": "2"', 300_000),
        packing("a text without end", lambda run: f'{_OBJECT}, "x": "{run}"}}', "\\ud800"),
        packing("a number without end", lambda run: f'{_OBJECT}, "x": {run}}}', "9"),
        packing("blanks", lambda run: f"{{{run}}}", " "),
        packing("a text that never closes", lambda run: f'{{"{run}', "a"),
        packing("escapes", lambda run: f'{{"{run}": 1}}', "\\u0000"),
        packing("a name without end", lambda run: _OBJECT.replace("PALANTIR", run) + "}", "Palantir "),
        given("many keys", "\n".join(f'{{"k{n}": {n}}}' for n in range(5_000))),
        given("keys that meet", _OBJECT + ', "a.b": 1, "a": {"b": 2, "": {"": 3}}, "": 4}\n'),
        given("half characters", _OBJECT.replace("ICE", "\\udfffICE\\ud800") + ', "\\ud800": "\\udc00"}\n'),
        given("odd numbers", _OBJECT + ', "a": NaN, "b": -Infinity, "c": 1e999, "d": -0}\n'),
        given("no objects", '1\n"a"\nnull\n[]\n{}\n'),
    ),
}
