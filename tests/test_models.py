"""From a setting to a chat model, without any network."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from langchain_core.language_models.fake_chat_models import FakeListChatModel

from assistant.answering import Answerers
from assistant.errors import ModelUnavailable
from assistant.models import EXTRAS, KEYS, chat_model
from assistant.settings import Settings

SECRET = "sk-very-secret-0123456789"  # noqa: S105


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for keys in KEYS.values():
        for key in keys:
            monkeypatch.delenv(key, raising=False)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("", "provider:model"),
        ("gpt-4o", "provider:model"),
        (":x", "provider:model"),
        ("openai:", "provider:model"),
        ("nosuch:x", "unknown"),
        ("openai:gpt-4o", "OPENAI_API_KEY"),
        ("anthropic:claude", "ANTHROPIC_API_KEY"),
    ],
)
def test_a_wrong_setting_is_one_line_with_the_next_step(name: str, hint: str) -> None:
    with pytest.raises(ModelUnavailable, match=hint) as caught:
        chat_model(name)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("provider", sorted(EXTRAS))
def test_a_missing_package_names_the_extra(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(*_: object, **__: object) -> None:
        raise ImportError(f"pip install something {SECRET}")

    monkeypatch.setattr("langchain.chat_models.init_chat_model", absent)
    with pytest.raises(ModelUnavailable) as caught:
        chat_model(f"{provider}:x", base_url="http://127.0.0.1:9/v1")
    assert f"pip install -e '.[{EXTRAS[provider]}]'" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_the_extras_are_those_of_the_package() -> None:
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    assert set(EXTRAS.values()) == set(project["optional-dependencies"]) - {"dev"}


def test_a_local_server_needs_no_key_and_a_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("langchain_openai")
    model = chat_model("openai:local", base_url="http://127.0.0.1:9/v1", timeout=3)
    assert getattr(model, "openai_api_base", None) == "http://127.0.0.1:9/v1"
    assert getattr(model, "request_timeout", None) == 3
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    assert SECRET not in repr(chat_model("openai:gpt-4o"))


def test_a_refused_setting_keeps_its_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise ValueError(f"bad key {SECRET}\nsecond line")

    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setattr("langchain.chat_models.init_chat_model", refuses)
    with pytest.raises(ModelUnavailable, match="openai") as caught:
        chat_model("openai:gpt-4o")
    assert SECRET not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("provider", sorted(EXTRAS))
def test_every_provider_takes_parts_of_a_second(provider: str) -> None:
    pytest.importorskip(f"langchain_{provider}")
    assert chat_model(f"{provider}:m", base_url="http://127.0.0.1:9", timeout=1.5)


def test_an_address_is_for_the_models_of_one_provider_only(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: dict[str, str | None] = {}

    def made(name: str, *, base_url: str | None, **_: object) -> FakeListChatModel:
        asked[name] = base_url
        return FakeListChatModel(responses=["x"])

    monkeypatch.setattr("assistant.models.chat_model", made)
    for model in ("ollama:a", "openai:a", None):
        asked.clear()
        names = ("ollama:b", "openai:b")
        answerers = Answerers(Settings(model=model, models=names, base_url="http://127.0.0.1:9", reader="rules"), None)
        for name in names:
            answerers.get(name)
        answerers.close()
        home = model.partition(":")[0] if model else "openai"
        assert {name for name, address in asked.items() if address} == {n for n in asked if n.startswith(home)}
