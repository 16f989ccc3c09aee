"""The settings of a library. Frozen, bounded, unknown keys refused; built once at the edge and passed down."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from .embedding import DEFAULT_MODEL, Precision

__all__ = ["IndexSettings"]


class IndexSettings(BaseModel):
    """How articles are split, embedded, stored and searched."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    embedding: str = Field(
        DEFAULT_MODEL,
        min_length=1,
        description="Embedding model: the packaged one, or any that sentence-transformers loads.",
    )
    precision: Precision = Field("int8", description="Precision of the packaged model for passages: int8 or fp32.")
    workers: int | None = Field(None, ge=1, le=256, description="Threads that embed passages; one per core by default.")
    cache: Path | None = Field(
        None, description="Folder for the exported embedding model; the user's cache by default."
    )
    passage_tokens: int = Field(
        160,
        ge=16,
        le=8192,
        description="Tokens of a passage, its title not counted; never more than the model's window.",
    )
    overlap_tokens: int = Field(
        40, ge=0, le=1024, description="Tokens that a passage may share with the one before it."
    )
    chroma: str | None = Field(
        None,
        pattern=r"^https?://[^/\s]+/?$",
        description="Address of a Chroma server, http://host:port; a folder by default.",
    )
    fusion: Literal["scores", "ranks"] = Field(
        "scores", description="How vectors and keywords are fused: by scaled scores, or by reciprocal rank."
    )
    dense_weight: float = Field(
        0.3, ge=0, le=1, description="Weight of vectors against keywords in the fusion, 0 to 1."
    )
    title_weight: float = Field(
        0.1, ge=0, le=10, description="Weight of a title's words against the passage's, for keywords."
    )
    candidates: int = Field(60, ge=1, le=1000, description="Passages that each retriever brings to the fusion.")
    max_megabytes: int = Field(20, ge=1, le=4096, description="Largest file, or line of JSONL, that is read.")
