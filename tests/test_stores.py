"""The vector store and the keyword store against the real Chroma and tantivy, and the fusion of their rankings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import LibraryMismatch, StoreUnavailable
from index.keywords import KeywordStore
from index.retrieval import fuse_ranks, fuse_scores
from index.types import Hit, Span
from index.vectors import VectorStore

AXES = np.eye(8, dtype=np.float32)


@pytest.fixture
def vectors(tmp_path: Path) -> VectorStore:
    return VectorStore(tmp_path / "chroma", identity="model", library="l", create=True)


@pytest.fixture
def keywords(tmp_path: Path) -> KeywordStore:
    store = KeywordStore(tmp_path / "keywords", create=True)
    store.add(
        [
            (1, Span(0, 9), "Blast in Velmar", "The bombing killed nine people, Gen. Łukasz Müller said."),
            (2, Span(0, 9), "Vote delayed", "Voters elected nobody. A bomb threat closed the polls."),
            (2, Span(9, 18), "Vote delayed", "The count goes on."),
        ]
    )
    return store


def test_the_nearest_vector_comes_first(vectors: VectorStore) -> None:
    assert vectors.search(AXES[0], 3) == []
    vectors.add(list(range(8)), [Span(0, n + 1) for n in range(8)], AXES)
    query = (AXES[2] + 0.5 * AXES[5]) / np.float32(np.sqrt(1.25))
    first, second = vectors.search(query, 2)
    assert (first.key, first.span) == (2, Span(0, 3))
    assert first.score == pytest.approx(1 / np.sqrt(1.25), abs=1e-3)
    assert second.key == 5
    assert len(vectors.search(query, 100)) == 8


def test_a_search_among_few_passages_is_exact(vectors: VectorStore) -> None:
    vectors.add(list(range(8)), [Span(0, 1)] * 8, AXES)
    among = {n: (Span(0, 1), Span(5, 6)) for n in (3, 4)}
    assert [hit.key for hit in vectors.search_among(AXES[4], 5, among)] == [4, 3]
    assert vectors.search_among(AXES[4], 5, {}) == []


def test_a_search_among_many_passages_finds_all_that_pass(vectors: VectorStore) -> None:
    rng = np.random.default_rng(0)
    many = rng.standard_normal((2600, 8)).astype(np.float32)
    many /= np.linalg.norm(many, axis=1, keepdims=True)
    vectors.add(list(range(2600)), [Span(0, 1)] * 2600, many)
    among = {n: (Span(0, 1),) for n in range(2600) if n % 5}
    found = vectors.search_among(AXES[0], 10, among)
    assert len(found) == 10
    assert all(hit.key % 5 for hit in found)
    best = max(n for n in among if many[n] @ AXES[0] == max(many[m] @ AXES[0] for m in among))
    assert found[0].key == best


def test_a_search_is_wide_however_few_are_wanted(vectors: VectorStore, monkeypatch: pytest.MonkeyPatch) -> None:
    many = np.random.default_rng(5).random((300, AXES.shape[1]), dtype=np.float32)
    many /= np.linalg.norm(many, axis=1, keepdims=True)
    vectors.add(list(range(300)), [Span(0, 1)] * 300, many)
    asked = []
    with vectors._using() as collection:
        query = collection.query
    monkeypatch.setattr(collection, "query", lambda **given: asked.append(given["n_results"]) or query(**given))
    found = vectors.search(many[7], 3)
    assert (len(found), found[0].key) == (3, 7)
    assert len(vectors.search(many[7], 250)) == 250
    assert vectors.search(many[7], 0) == []
    assert asked == [200, 250]


def test_storing_twice_replaces_and_deleting_forgets(vectors: VectorStore) -> None:
    vectors.add([1, 2], [Span(0, 1), Span(0, 1)], AXES[:2])
    vectors.add([1], [Span(0, 1)], AXES[3:4])
    assert vectors.count() == 2
    assert vectors.search(AXES[3], 1)[0].key == 1
    vectors.delete(1, [Span(0, 1), Span(7, 8)])
    assert vectors.count() == 1
    vectors.delete(1, [])


def test_vectors_survive_and_belong_to_one_model(vectors: VectorStore, tmp_path: Path) -> None:
    vectors.add([1], [Span(0, 1)], AXES[:1])
    vectors.reopen()
    assert vectors.count() == 1
    vectors.close()
    with pytest.raises(LibraryMismatch, match="not other; run: assistant index --rebuild"):
        VectorStore(tmp_path / "chroma", identity="other", library="l", create=True).count()
    VectorStore.wipe(tmp_path / "chroma", library="l")
    assert VectorStore(tmp_path / "chroma", identity="other", library="l", create=True).count() == 0


def test_a_server_that_is_not_there_is_named(tmp_path: Path) -> None:
    store = VectorStore(tmp_path / "chroma", identity="model", library="l", server="http://127.0.0.1:9")
    with pytest.raises(StoreUnavailable, match=r"http://127.0.0.1:9 cannot be used .* start it"):
        store.count()


def test_settings_of_a_stray_env_file_do_not_count(
    vectors: VectorStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text("CHROMA_SERVER_HOST=192.0.2.1\nNOT_A_SETTING=1\n")
    monkeypatch.chdir(tmp_path)
    assert vectors.count() == 0


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("bombing killed", [1, 2]),
        ("bombed threats", [2, 1]),
        ("MULLER", [1]),
        ("velmar", [1]),
        ("elect vote", [2, 2]),
        ("the of and", []),
        ("", []),
        ('AND OR NOT ( [ "count: *', [2]),
        ("\x00 🚒 日本", []),
    ],
)
def test_keywords_by_stem_accent_and_title(keywords: KeywordStore, query: str, expected: list[int]) -> None:
    found = [hit.key for hit in keywords.search(query, 10)]
    assert found[: len(expected)] == expected
    assert set(found) == set(expected)


def test_keywords_among_articles(keywords: KeywordStore) -> None:
    assert [hit.key for hit in keywords.search("bomb", 10, {2})] == [2]
    assert keywords.search("bomb", 10, set()) == []
    plain = {hit.key: hit.score for hit in keywords.search("bomb", 10)}
    assert keywords.search("bomb", 1, {1})[0].score == pytest.approx(plain[1])
    everything = set(range(20_000))
    assert {hit.key for hit in keywords.search("bomb", 10, everything)} == {1, 2}


def test_adding_again_replaces_and_another_handle_sees_it(keywords: KeywordStore, tmp_path: Path) -> None:
    other = KeywordStore(tmp_path / "keywords", create=True)
    assert other.count() == 3
    keywords.add([(2, Span(0, 4), "Vote", "All done.")])
    assert keywords.count() == 2
    other.reload()
    assert other.count() == 2
    keywords.delete([1])
    assert keywords.search("bombing", 5) == []


def test_a_keyword_folder_that_is_something_else_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "keywords").write_text("a file")
    with pytest.raises(StoreUnavailable, match="--rebuild"):
        KeywordStore(tmp_path / "keywords", create=True)


RANKINGS = st.lists(st.lists(st.integers(1, 9), unique=True, max_size=6), min_size=1, max_size=3)


@given(RANKINGS)
def test_rank_fusion_against_the_formula(rankings: list[list[int]]) -> None:
    weighted = [(0.3 + n, [Hit(key, Span(0, 1), 0.0) for key in keys]) for n, keys in enumerate(rankings)]
    expected: dict[int, float] = {}
    for n, keys in enumerate(rankings):
        for rank, key in enumerate(keys):
            expected[key] = expected.get(key, 0) + (0.3 + n) / (10 + rank + 1)
    fused = fuse_ranks(weighted)
    assert {hit.key: pytest.approx(hit.score) for hit in fused} == expected
    assert [hit.score for hit in fused] == sorted((hit.score for hit in fused), reverse=True)


def test_score_fusion_by_hand() -> None:
    def hits(*pairs: tuple[int, float]) -> list[Hit]:
        return [Hit(key, Span(0, 1), score) for key, score in pairs]

    fused = fuse_scores([(0.25, hits((1, 0.9), (2, 0.8), (3, 0.5))), (0.75, hits((3, 12.0), (4, 3.0), (1, 2.0)))])
    assert [(hit.key, round(hit.score, 4)) for hit in fused] == [(3, 0.75), (1, 0.25), (2, 0.1875), (4, 0.075)]
    assert [hit.score for hit in fuse_scores([(0.5, hits((1, 7.0)))])] == [0.5]
    assert fuse_scores([(0.5, []), (0.5, [])]) == []
