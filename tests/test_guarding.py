"""What the server refuses, and what its responses allow a browser to do."""

from __future__ import annotations

import logging
import re

import pytest
from fastapi.testclient import TestClient

from assistant.guarding import frame_ancestors, inline_hashes
from index.errors import SettingsInvalid
from tests.fakes import FakeAssistant, FakeSettings, create_quietly
from tests.served import BASE, ask


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Content-Type": "text/plain"}, 415),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content-Type": "multipart/form-data; boundary=x"}, 415),
        ({"Content-Type": "application/json", "Origin": "https://evil.example"}, 403),
        ({"Content-Type": "application/json", "Origin": "null"}, 403),
        ({"Content-Type": "application/json", "Host": "evil.example"}, 403),
        ({"Content-Type": "application/json", "Host": ""}, 403),
        ({"Content-Type": "application/json", "Content-Length": "2000001"}, 413),
        ({"Content-Type": "application/json; charset=utf-8", "Origin": BASE}, 200),
        ({"Content-Type": "application/json", "Host": "localhost:7860"}, 200),
    ],
)
def test_posts_that_a_foreign_page_could_send_are_refused(
    client: TestClient, headers: dict[str, str], status: int
) -> None:
    reply = client.post("/api/ask", content='{"question": "bridge"}', headers=headers)
    assert reply.status_code == status
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_a_body_of_unknown_length_is_refused(client: TestClient) -> None:
    reply = client.post("/api/ask", content=iter([b"{}"]), headers={"Content-Type": "application/json"})
    assert reply.status_code == 411


@pytest.mark.parametrize("path", ["/", "/healthz", "/embed", "/article/bridge"])
def test_a_rebound_name_is_refused(client: TestClient, path: str) -> None:
    assert client.get(path, headers={"Host": "rebound.example:7860"}).status_code == 403


def test_files_cannot_be_uploaded(client: TestClient) -> None:
    assert client.post("/gradio_api/upload", files={"files": b"x"}).status_code == 415


@pytest.mark.parametrize(
    "path", ["/", "/healthz", "/embed", "/article/bridge", "/article/none", "/screen/page.css", "/no"]
)
def test_every_response_has_its_policy(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "frame-ancestors" in headers["content-security-policy"]


def directives(client: TestClient, path: str) -> dict[str, str]:
    policy = client.get(path).headers["content-security-policy"]
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def test_the_article_page_may_load_its_style_and_nothing_else(client: TestClient) -> None:
    policy = directives(client, "/article/bridge")
    assert policy["default-src"] == "'none'"
    assert policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'self'"
    assert "script-src" not in policy
    assert "<script" not in client.get("/article/bridge").text


def test_the_chat_page_allows_its_own_inline_scripts_only(client: TestClient) -> None:
    policy = directives(client, "/")
    assert "'unsafe-inline'" not in policy["script-src"]
    hashes = inline_hashes(client.get("/").content)
    assert len(hashes) >= 2
    assert set(hashes) <= set(policy["script-src"].split())
    assert policy["frame-ancestors"] == "'self'"
    assert "http" not in client.get("/").headers["content-security-policy"]


def test_frames_are_allowed_where_the_settings_say(assistant: FakeAssistant) -> None:
    settings = FakeSettings(allowed_origins=("'self'", "https://news.example"))
    with TestClient(create_quietly(assistant, settings), base_url=BASE) as client:
        assert directives(client, "/embed")["frame-ancestors"] == "'self' https://news.example"
        assert directives(client, "/")["frame-ancestors"] == "'self'"
        assert client.get("/healthz", headers={"Host": "news.example"}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["news.example", "https://a.example; script-src *", "https://a.example\r\nX: y", "", "data:"]
)
def test_an_origin_that_is_none_is_refused_at_the_start(origin: str) -> None:
    with pytest.raises(SettingsInvalid, match="allowed_origins"):
        frame_ancestors([origin])


def test_no_origins_means_no_frames() -> None:
    assert frame_ancestors([]) == "'none'"


def test_no_page_of_ours_names_another_site(client: TestClient) -> None:
    for name in ("page.css", "page.js", "article.css", "embed.css", "embed.js"):
        asset = client.get(f"/screen/{name}")
        assert asset.status_code == 200
        assert not re.search(r"https?:|url\(|['\"]//", asset.text)
    assert client.get("/docs").status_code != 200


def test_no_question_is_logged(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="assistant"):
        ask(client, question="Did the bridge over the Tarn close?")
    assert "Tarn" not in caplog.text
