"""What a passage speaks of, told by its words: whether it may be worth encoding."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

Topic = Literal["training", "competing", "distilling", "extraction", "reverse engineering", "benchmarks"]

_MODEL = r"(?:model|machine[- ]learning|artificial intelligence|\bAI\b|algorithm|LLM|neural)"
_MAKE = r"(?:train(?:s|ed|ing)?|fine[- ]?tun\w+|develop(?:s|ed|ing)?|improv(?:e|es|ed|ing))"
_PATTERNS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    ("training", re.compile(rf"\b{_MAKE}\b[^.]{{0,120}}{_MODEL}|{_MODEL}[^.]{{0,60}}\btrain(?:ed|ing)\b|训练", re.IGNORECASE)),
    ("competing", re.compile(r"\bcompet(?:e|es|ed|ing|itive|itor|itors)\b|竞争|竞品", re.IGNORECASE)),
    ("distilling", re.compile(r"\bdistil\w*|蒸馏", re.IGNORECASE)),
    ("extraction", re.compile(
        r"\b(?:scrap(?:e|es|ed|ing|ers?)|crawl\w*|harvest\w*|spiders?|data mining|mine data)\b|\bextract(?:s|ed|ing|ion)?\b[^.]{0,60}"
        r"(?:data|model|weight|output|content|information|reasoning)|爬虫|爬取|抓取|提取", re.IGNORECASE)),
    ("reverse engineering", re.compile(
        r"\breverse[- ]engineer\w*|\bdecompil\w+|\bdisassembl\w+|反向工程|逆向|反编译|反汇编", re.IGNORECASE)),
    ("benchmarks", re.compile(r"\bbenchmark\w*|基准测试", re.IGNORECASE)),
)  # fmt: skip


@lru_cache(maxsize=100_000)
def find_topics(normal: str) -> tuple[Topic, ...]:
    """What a passage in normal form speaks of, of what the policies encode; English and Chinese."""
    return tuple(topic for topic, pattern in _PATTERNS if pattern.search(normal))
