"""The catalogue as shipped, and how an id finds its entry."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest

from gauger.catalogue import find_entry, find_model, load_catalogue

CATALOGUE = load_catalogue()


@pytest.mark.parametrize(
    ("reference", "publisher", "licences", "openness"),
    [
        ("openai/gpt-4", "openai", (), "closed"),
        ("openai/gpt-5.5", "openai", (), "closed"),
        ("openai/gpt-4o-2024-08-06", "openai", (), "closed"),
        ("openai/gpt-oss-20b", "openai", ("apache-2.0",), "open source"),
        ("anthropic/claude-sonnet-4-6", "anthropic", (), "closed"),
        ("x-ai/grok-4", "xai", (), "closed"),
        ("deepseek-ai/DeepSeek-R1", "deepseek", ("mit",), "open source"),
        ("deepseek-ai/DeepSeek-R1-Distill-Llama-70B", "deepseek", ("mit", "llama3.3"), "open weights"),
        ("deepseek-ai/DeepSeek-R1-Distill-Qwen-32B", "deepseek", ("mit", "apache-2.0"), "open source"),
        ("deepseek-ai/DeepSeek-V9", "deepseek", None, None),
        ("mistralai/Mistral-7B-v0.1", "mistral", ("apache-2.0",), "open source"),
        ("meta-llama/Llama-2-7b-chat-hf", "meta", ("llama2",), "open weights"),
        ("meta-llama/Meta-Llama-3-8B", "meta", ("llama3",), "open weights"),
        ("meta-llama/Llama-3.1-8B", "meta", ("llama3.1",), "open weights"),
        ("meta-llama/Llama-3.3-70B-Instruct", "meta", ("llama3.3",), "open weights"),
        ("Qwen/Qwen3-8B-Base", "alibaba", ("apache-2.0",), "open source"),
        ("qwen/qwen3-8b-base", "alibaba", ("apache-2.0",), "open source"),
        ("Qwen/Qwen2.5-72B-Instruct", "alibaba", ("qwen",), "open weights"),
        ("Qwen/Qwen2.5-VL-7B-Instruct", "alibaba", ("apache-2.0",), "open source"),
        ("google/gemma-3-27b-it", "google", ("gemma",), "open weights"),
        ("google/gemma-4-31b", "google", ("apache-2.0",), "open source"),
        ("tencent/Hunyuan-A13B-Instruct", "tencent", ("tencent-hunyuan-a13b",), "open weights"),
        ("allenai/olmOCR-7B-0225-preview", "allenai", ("apache-2.0",), "open source"),
        ("allenai/Olmo-3-1125-32B", "allenai", ("apache-2.0",), "open source"),
    ],
)
def test_what_is_known(reference: str, publisher: str, licences: tuple[str, ...] | None, openness: str | None) -> None:
    entry = find_model(CATALOGUE, reference)
    assert entry is not None
    assert (entry.publisher, entry.licences, entry.facts.get("openness")) == (publisher, licences, openness)


@pytest.mark.parametrize("reference", ["", "acme/support-8b", "openai", "openai/gpt-4x", "xopenai/gpt-4o"])
def test_what_is_not_known(reference: str) -> None:
    assert find_model(CATALOGUE, reference) is None


def test_models_and_datasets_are_apart() -> None:
    assert find_entry(CATALOGUE, "dataset", "openai/gpt-4o") is None
    dataset = find_entry(CATALOGUE, "dataset", "lmsys/lmsys-chat-1m")
    assert dataset is not None
    assert dataset.licences == ("lmsys-chat-1m",)


def test_every_fact_has_a_source() -> None:
    for entry in CATALOGUE.entries:
        known = {*entry.facts, *(key for key, value in (("publisher", entry.publisher), ("released", entry.released)) if value is not None)}
        assert known <= set(entry.sources), entry
        assert all(entry.sources.values()), entry


def test_openness_has_three_values() -> None:
    assert {entry.facts.get("openness") for entry in CATALOGUE.entries} == {"closed", "open weights", "open source", None}


def test_no_pattern_is_written_twice() -> None:
    patterns = [(entry.kind, name.lower()) for entry in CATALOGUE.entries for name in entry.ids]
    assert len(patterns) == len(set(patterns))


def test_a_longer_pattern_wins_whatever_the_order(tmp_path: Path) -> None:
    general = "- ids: [a/*]\n  model: {publisher: general}\n  source: here\n"
    special = "- ids: [a/m-*, a/m]\n  model: {publisher: special, released: {value: 2026-01-02, source: there}}\n  source: here\n"
    for text in (general + special, special + general):
        (tmp_path / "one.yaml").write_text(text)
        catalogue = load_catalogue(tmp_path)
        found = [find_model(catalogue, name) for name in ("a/m", "a/m-2", "a/n")]
        assert [entry.publisher for entry in found if entry is not None] == ["special", "special", "general"]
        assert found[0] is not None
        assert (found[0].released, found[0].origin("released")) == (date(2026, 1, 2), "catalogue: there")


@pytest.mark.parametrize("text", ["- ids: [a/*]\n  model: {colour: red}\n  source: here\n", "- ids: [a/*]\n  model: {publisher: a}\n"])
def test_a_wrong_entry_is_our_mistake(tmp_path: Path, text: str) -> None:
    (tmp_path / "one.yaml").write_text(text)
    with pytest.raises(ValueError, match="an entry of the catalogue"):
        _ = load_catalogue(tmp_path).entries


def test_it_loads_in_a_few_milliseconds() -> None:
    fastest = min(_measure_loading() for _ in range(5))
    assert fastest < 0.03


def _measure_loading() -> float:
    began = time.perf_counter()
    assert load_catalogue().entries
    return time.perf_counter() - began
