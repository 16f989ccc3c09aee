"""The pages that need no script: an article with its quote, and the compact page for other sites."""

from __future__ import annotations

from urllib.parse import quote

from fastapi.testclient import TestClient

from tests.fakes import MENDABLE, FakeAssistant, FakeSettings, create_quietly
from tests.served import BASE, ODD_ID


def test_the_article_page_marks_the_quote(client: TestClient) -> None:
    page = client.get("/article/bridge?start=4&end=10")
    assert '<mark id="quote">bridge</mark>' in page.text
    assert "<mark" not in client.get("/article/bridge").text
    assert "no longer has the words" in client.get("/article/bridge?start=4&end=1000").text
    assert client.get(f"/article/{quote(ODD_ID, safe='')}").status_code == 200
    assert client.get("/article/none").status_code == 404
    assert client.get("/article/bridge?start=-1&end=2").status_code == 422


def test_the_embed_page_answers_without_script(client: TestClient) -> None:
    empty = client.get("/embed").text
    assert 'href="/embed?q=Did%20the%20bridge%20close%3F"' in empty
    page = client.get("/embed", params={"q": "Did the bridge over the Tarn close?"})
    assert page.status_code == 200
    assert '<a class="chip" href="#s-1"' in page.text
    assert "<mark>The bridge over the Tarn closed on Monday.</mark>" in page.text
    assert client.get("/embed", params={"q": "Why lighthouses?"}).text.count("The articles do not say.") == 1
    assert client.get("/embed", params={"q": "x" * 2001}).status_code == 422
    failed = client.get("/embed", params={"q": "rebuild"})
    assert failed.status_code == 503
    assert str(MENDABLE) in failed.text


def test_the_embed_page_of_an_empty_library_says_so() -> None:
    with TestClient(create_quietly(FakeAssistant(()), FakeSettings()), base_url=BASE) as empty:
        assert "There are no articles yet." in empty.get("/embed", params={"q": "Who?"}).text
