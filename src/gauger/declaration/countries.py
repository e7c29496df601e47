"""Country codes: ISO 3166-1 alpha-2, and `EU` and `EEA`, which stand for their members where a list is taken."""

from __future__ import annotations

from gauger.declaration import messages
from gauger.declaration.reading import Report
from gauger.declaration.records import Facts, Known
from gauger.declaration.tree import Branch, Leaf, Row, Tree

_CODES = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD "
    "CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF "
    "GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN "
    "KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA "
    "NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI "
    "SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI "
    "VN VU WF WS YE YT ZA ZM ZW "
)
CODES = frozenset(_CODES.split())
UNIONS = frozenset({"EU", "EEA"})
_KEYS = {"established-in": False, "operates-in": True, "regions": True}


def check_countries(facts: Facts, branch: Branch | None, report: Report) -> None:
    """Reports values of the keys that take country codes which are none."""
    for key, many in _KEYS.items():
        fact = facts.get(key)
        if branch is not None and isinstance(fact, Known):
            for leaf in _find_leaves(branch, key):
                _check_code(leaf, key, many, report)


def _find_leaves(branch: Branch, key: str) -> tuple[Leaf, ...]:
    inner = branch.find("facts")
    value: Tree | None = branch.find(key) or (inner.find(key) if isinstance(inner, Branch) else None)
    items = value.items if isinstance(value, Row) else (value,)
    return tuple(item for item in items if isinstance(item, Leaf))


def _check_code(leaf: Leaf, key: str, many: bool, report: Report) -> None:
    if leaf.written in UNIONS:
        if not many:
            report.add(messages.not_one_country(leaf.span, leaf.written, key))
    elif leaf.written not in CODES:
        report.add(messages.not_a_country(leaf.span, leaf.written, CODES))
