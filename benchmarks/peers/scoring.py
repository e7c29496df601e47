"""How answers stand to what is right. With missing facts a wrong answer is wrong in one of three ways, and two of them are unsound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Score:
    """`checked` answers, `wrong` ones among them: whole answers, or clauses on pipelines where facts are missing. Of those:

    `cleared`: said to be clear although some completion is prohibited. `banned`: said to be prohibited although some completion is clear.
    `undecided`: said to be unknown although decided. `let_through`: pipelines of which nothing was said although some completion is
    prohibited. `unknown`: clauses on pipelines that are truly so.
    """

    checked: int
    wrong: int
    cleared: int = 0
    banned: int = 0
    undecided: int = 0
    let_through: int = 0
    pipelines: int = 0
    unknown: int = 0

    @property
    def unsound(self) -> int:
        """Answers that are wrong and not merely undecided."""
        return self.wrong - self.undecided

    def as_words(self) -> dict[str, Any]:
        return asdict(self)


def score(clauses: Sequence[str], answers: Sequence[Any], truth: Sequence[Any]) -> Score:
    """Clause by clause, over all pipelines that were answered."""
    cleared = banned = undecided = through = unknown = 0
    for answer, right in zip(answers, truth, strict=False):
        said, said_unknown, is_banned, is_unknown = (set(ids) for ids in (*answer, *right))
        silent = set(clauses) - said - said_unknown
        cleared += len(silent & (is_banned | is_unknown))
        banned += len(said - is_banned)
        undecided += len(said_unknown - is_unknown)
        through += not (said or said_unknown) and bool(is_banned or is_unknown)
        unknown += len(is_unknown)
    wrong = cleared + banned + undecided
    return Score(len(answers) * len(clauses), wrong, cleared, banned, undecided, through, len(answers), unknown)
