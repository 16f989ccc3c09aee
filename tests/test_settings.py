"""Settings: their order, their bounds, and messages that name where a fault is."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.settings import Settings, load_settings
from index.errors import SettingsInvalid


def test_command_line_over_environment_over_file_over_default(tmp_path: Path) -> None:
    (tmp_path / "assistant.toml").write_text('port = 1\nhost = "file"\ntitle = "File"\n')
    environment = {"ASSISTANT_PORT": "2", "ASSISTANT_HOST": "environment", "ASSISTANT_UNHEARD_OF": "x", "PORT": "9"}
    found = load_settings({"port": 3, "model": None}, environment, tmp_path)
    assert (found.port, found.host, found.title, found.model) == (3, "environment", "File", None)
    assert load_settings({}, {}, tmp_path / "nowhere") == Settings()


def test_a_file_that_is_named(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    with pytest.raises(SettingsInvalid, match="is not there"):
        load_settings(environment={"ASSISTANT_CONFIG": str(path)})
    path.write_text('allowed_origins = ["https://a.example", "*"]')
    assert load_settings(environment={"ASSISTANT_CONFIG": str(path)}).allowed_origins == ("https://a.example", "*")
    path.write_text("port = ")
    with pytest.raises(SettingsInvalid, match="cannot be read as TOML"):
        load_settings(environment={"ASSISTANT_CONFIG": str(path)})


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("PORT", "many", r"ASSISTANT_PORT \(environment\): it must be a whole number from 0 to 65535"),
        ("PORT", "70000", "it must be a whole number from 0 to 65535"),
        ("THRESHOLD", "1.5", "it must be a number from 0 to 1;"),
        ("THRESHOLD", "nan", "it must be a number from 0 to 1;"),
        ("TIMEOUT", "inf", "it must be a number above 0 and at most 3600"),
        ("WORKERS", "0", "it must be a whole number from 1 to 256"),
        ("LIBRARY", " ", r"ASSISTANT_LIBRARY \(environment\): the name of the folder is empty"),
        ("CHROMA", "localhost:8000", r"ASSISTANT_CHROMA \(environment\): it must be an address that begins with http"),
        ("PRECISION", "int4", "'int8' or 'fp32'"),
        ("ALLOWED_ORIGINS", "https://a.example; script-src *", "is not an origin"),
        ("FUSION", "votes", "'scores' or 'ranks'"),
        ("READER", "none", r"ASSISTANT_READER \(environment\): something must read the passages; rules does so"),
        ("RERANKER", "Rules", "none leaves the passages as they were retrieved"),
        ("READER", "", "at least 1 character"),
    ],
)
def test_a_bad_value_is_named(name: str, value: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match=message) as caught:
        load_settings(environment={f"ASSISTANT_{name}": value}, folder=tmp_path)
    assert "\n" not in str(caught.value)


def test_an_address_needs_a_model_on_the_command_line_alone() -> None:
    address = "http://127.0.0.1:8080/v1"
    with pytest.raises(SettingsInvalid, match="--base-url needs the language model"):
        load_settings({"base_url": address}, {})
    assert load_settings({"base_url": address, "model": "openai:local"}, {}).base_url == address
    assert load_settings({"base_url": address}, {"ASSISTANT_MODELS": "openai:local"}).base_url == address
    assert load_settings({}, {"ASSISTANT_BASE_URL": address}).base_url == address


@pytest.mark.parametrize(
    ("written", "reader"), [("Packaged", "packaged"), (" RULES ", "rules"), ("some/Model", "some/Model")]
)
def test_our_own_readers_are_named_in_any_case(written: str, reader: str) -> None:
    assert load_settings({"reader": written}, {}).reader == reader


def test_an_unknown_name_in_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "assistant.toml").write_text("pasages = 3\n")
    with pytest.raises(SettingsInvalid, match=r"pasages \(assistant.toml\): there is no such setting"):
        load_settings(environment={}, folder=tmp_path)


def test_origins_from_the_environment_are_separated_by_commas(tmp_path: Path) -> None:
    found = load_settings(environment={"ASSISTANT_ALLOWED_ORIGINS": "'self', https://a.example"}, folder=tmp_path)
    assert found.allowed_origins == ("'self'", "https://a.example")


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Settings().port = 1  # type: ignore[misc]
