"""The history of the recorded texts against what a reader of it wrote down: each change is told, and nothing that was only noise."""

from __future__ import annotations

from functools import cache

import pytest

from gauger.evidence import open_archive
from gauger.evidence.drift import History, list_drift
from gauger.evidence.history import Transition
from tests.archive.test_shipped_policies import find_archive, load_policy

CON, EU, OTHER = "genai-contrib-versions", "genai-eu-versions", "contrib-versions"

CHANGES = [
    (CON, "OpenAI/Terms of Service.md", "2023-11-14", "recorded before it takes effect"),
    (CON, "OpenAI/Terms of Service.md", "2023-12-02", "dates alone"),
    (EU, "ChatGPT/Commercial Terms.md", "2025-12-01", "recorded before it takes effect"),
    (EU, "ChatGPT/Commercial Terms.md", "2026-05-18", ""),
    (EU, "ChatGPT/Terms of Service.md", "2025-12-17", ""),
    (EU, "ChatGPT/Terms of Service.md", "2026-01-09", ""),
    (EU, "ChatGPT/Terms of Service.md", "2026-01-16", ""),
    (EU, "ChatGPT/Terms of Service.md", "2026-07-25", ""),
    (EU, "ChatGPT/Developer Terms.md", "2025-12-17", "another document"),
    (EU, "ChatGPT/Developer Terms.md", "2026-07-09", ""),
    (CON, "Claude.ai/Acceptable Use Policy.md", "2025-08-14", "recorded before it takes effect"),
    (EU, "DeepSeek/Terms of Service.md", "2026-03-27", ""),
    (EU, "DeepSeek/Developer Terms.md", "2026-03-27", ""),
    (EU, "DeepSeek/Developer Terms.md", "2026-04-21", "recorded before it takes effect"),
    (CON, "xAI/Terms of Service.md", "2024-06-05", ""),
    (CON, "xAI/Terms of Service.md", "2024-10-01", ""),
    (CON, "xAI/Terms of Service.md", "2025-01-08", ""),
    (CON, "xAI/Terms of Service.md", "2025-02-14", ""),
    (EU, "Grok/Commercial Terms.md", "2026-05-18", ""),
    (EU, "Grok/Terms of Service.md", "2026-05-18", ""),
    (EU, "Grok/Acceptable Use Policy.md", "2026-05-18", ""),
    (EU, "Grok/Terms of Service.md", "2026-07-08", ""),
    (EU, "Grok/Acceptable Use Policy.md", "2026-07-08", "rewritten"),
    (EU, "Grok/Acceptable Use Policy.md", "2026-08-14", ""),
    (EU, "Grok/Commercial Terms.md", "2026-08-14", "rewritten"),
    (CON, "Mistral AI/Developer Terms.md", "2024-02-26", ""),
    (CON, "Mistral AI/Developer Terms.md", "2024-02-27", ""),
    (CON, "Mistral AI/Terms of Service.md", "2024-02-27", ""),
    (CON, "Mistral AI/Developer Terms.md", "2024-05-22", ""),
    (CON, "Mistral AI/Terms of Service.md", "2024-11-16", "rewritten"),
    (EU, "Le Chat/Commercial Terms.md", "2025-12-15", "another document"),
    (EU, "Le Chat/Commercial Terms.md", "2026-03-12", ""),
    (EU, "Le Chat/Commercial Terms.md", "2026-04-08", ""),
    (EU, "Le Chat/Commercial Terms.md", "2026-05-28", ""),
    (EU, "Le Chat/Terms of Service.md", "2025-12-15", "another document"),
    (EU, "Le Chat/Terms of Service.md", "2026-03-12", "recorded before it takes effect"),
    (EU, "Le Chat/Terms of Service.md", "2026-04-16", "older than the text before it"),
    (EU, "Vibe/Terms of Service.md", "2026-08-05", ""),
    (EU, "Vibe/Commercial Terms.md", "2026-08-07", ""),
    (EU, "Llama API/Terms of Service.md", "2026-07-08", "another document"),
    (EU, "Llama API/Terms of Service.md", "2026-08-05", ""),
    (EU, "Llama API/Terms of Service.md", "2026-08-22", ""),
    (EU, "Llama API/Acceptable Use Policy.md", "2026-07-08", ""),
    (EU, "Llama API/Acceptable Use Policy.md", "2026-08-05", ""),
    (EU, "Meta AI/Terms of Service.md", "2026-05-13", ""),
    (EU, "Google Generative AI Services/Terms of Service.md", "2026-04-15", ""),
    (EU, "Google Generative AI Services/Terms of Service.md", "2026-08-03", ""),
    (EU, "Microsoft Copilot/Terms of Service.md", "2026-05-13", ""),
    (EU, "Microsoft Copilot/Terms of Service.md", "2026-08-17", ""),
    (EU, "Perplexity/Developer Terms.md", "2026-01-24", ""),
    (EU, "Qwen Chat/Terms of Service.md", "2026-04-09", ""),
    (EU, "Qwen Chat/Terms of Service.md", "2026-05-19", ""),
    (OTHER, "Amazon Web Services/Terms of Service.md", "2026-02-03", ""),
    (CON, "OpenRouter/Terms of Service.md", "2025-07-09", ""),
    (CON, "OpenRouter/Terms of Service.md", "2026-03-13", ""),
    (CON, "OpenRouter/Terms of Service.md", "2026-05-09", ""),
    (CON, "GitHub Copilot/Terms of Service.md", "2025-09-30", ""),
    (CON, "GitHub Copilot/Terms of Service.md", "2026-04-27", ""),
    (CON, "Doubao/Terms of Service.md", "2026-07-15", "recorded before it takes effect"),
]
"""What the history names as a change and the archive holds: collection, path, day of recording, and a remark that has to stand with it."""

NOISE = [
    (EU, "ChatGPT/Commercial Terms.md", "2026-06-29", "date format"),
    (EU, "ChatGPT/Commercial Terms.md", "2026-07-01", "links and markup"),
    (EU, "ChatGPT/Commercial Terms.md", "2026-08-03", "links and markup"),
    (EU, "ChatGPT/Commercial Terms.md", "2026-08-22", "links and markup"),
    (EU, "ChatGPT/Terms of Service.md", "2026-07-26", "typography"),
    (EU, "ChatGPT/Acceptable Use Policy.md", "2026-07-01", "relative dates"),
    (EU, "ChatGPT/Acceptable Use Policy.md", "2026-08-22", "relative dates"),
    (EU, "Claude.ai/Commercial Terms.md", "2026-03-11", "numbering"),
    (EU, "Claude.ai/Acceptable Use Policy.md", "2026-05-26", "date format"),
    (EU, "Claude.ai/Acceptable Use Policy.md", "2026-08-14", "page furniture"),
    (EU, "Le Chat/Commercial Terms.md", "2025-12-15", "error page or redirect"),
    (EU, "Le Chat/Terms of Service.md", "2025-12-15", "error page or redirect"),
    (EU, "Le Chat/Terms of Service.md", "2026-02-26", "links and markup"),
    (EU, "Le Chat/Terms of Service.md", "2026-03-09", "links and markup"),
    (EU, "Llama API/Terms of Service.md", "2026-01-16", "error page or redirect"),
    (EU, "Llama API/Terms of Service.md", "2026-03-20", "error page or redirect"),
    (EU, "Llama API/Terms of Service.md", "2026-04-12", "error page or redirect"),
    (EU, "Llama API/Terms of Service.md", "2026-07-02", "typography"),
    (EU, "Llama API/Acceptable Use Policy.md", "2026-04-14", "error page or redirect"),
    (EU, "Microsoft Copilot/Acceptable Use Policy.md", "2026-03-06", "page furniture"),
    (EU, "Microsoft Copilot/Acceptable Use Policy.md", "2026-08-04", "typography"),
]
"""What the history calls noise, or names only to say that nothing changed."""


@cache
def read_histories() -> tuple[History, ...]:
    from datetime import date

    return tuple(list_drift(load_policy(), open_archive([find_archive()]), date(2020, 1, 1)))


def list_on(collection: str, path: str, day: str) -> list[Transition]:
    """What the archive recorded of a document on a day; the archive that somebody names may be another one."""
    history = next((h for h in read_histories() if h.place == (collection, path)), None)
    if history is None:
        pytest.skip(f"the archive has no {collection}/{path}")
    everything = [*(change.transition for change in history.changes), *history.noise]
    return [transition for transition in everything if str(transition.text.day) == day]


@pytest.mark.parametrize(("collection", "path", "day", "remark"), CHANGES)
def test_a_change_is_told(collection: str, path: str, day: str, remark: str) -> None:
    changes = [transition for transition in list_on(collection, path, day) if transition.is_change]
    assert changes
    assert any(not remark or remark in transition.remarks for transition in changes)


@pytest.mark.parametrize(("collection", "path", "day", "sort"), NOISE)
def test_noise_is_told_apart(collection: str, path: str, day: str, sort: str) -> None:
    quiet = [transition for transition in list_on(collection, path, day) if not transition.is_change]
    assert any(sort in transition.noise for transition in quiet)
    if not sort.startswith("error"):  # on the day of an error page the page may come back with a change
        assert len(quiet) == len(list_on(collection, path, day))


def test_most_recordings_of_a_page_that_flickers_are_noise() -> None:
    """Between January and the middle of March 2026 some fifteen recordings of these terms say nothing new."""
    history = next((h for h in read_histories() if h.place == (EU, "Le Chat/Terms of Service.md")), None)
    if history is None:
        pytest.skip("the archive has no Le Chat/Terms of Service.md")
    assert sum(str(t.text.day) >= "2026-02-25" and str(t.text.day) <= "2026-03-10" for t in history.noise) == 13


def test_every_encoded_passage_that_changed_is_encoded_as_it_came_to_be() -> None:
    unencoded = [
        (str(change.transition.text.day), concern.document, concern.name)
        for history in read_histories()
        for change in history.changes
        for concern in change.concerns
        if not concern.encoded
    ]
    assert unencoded == []
