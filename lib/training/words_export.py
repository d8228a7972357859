"""Export the words that all networks share, and the sentence encoder, from all-MiniLM-L6-v2 as its makers publish it.

    python words_export.py --encoder MINILM --out ../hearsay/models

`words.onnx.gz`: word pieces to vectors; no training changes them. `sentence-vector.onnx.gz`: from these to the mean of
the last states, of length 1. Weights become int8, 7 bits used (see `networks`).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from networks import write_small
from transformers import BertModel


class Words(torch.nn.Module):
    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.words = encoder.embeddings.word_embeddings

    def forward(self, ids):
        return self.words(ids)


class OneVector(torch.nn.Module):
    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, words):
        return torch.nn.functional.normalize(self.encoder(inputs_embeds=words).last_hidden_state.mean(1), dim=-1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--encoder", "--out"):
        parser.add_argument(name, required=True, type=Path)
    options = parser.parse_args()
    encoder = BertModel.from_pretrained(options.encoder, add_pooling_layer=False, attn_implementation="eager")
    graphs = {
        "words": (Words(encoder), {"ids": torch.randint(1000, 20000, (1, 40))}, ["words"], {"ids": {1: "n"}, "words": {1: "n"}}),
        "sentence-vector": (OneVector(encoder), {"words": torch.randn(1, 40, 384)}, ["vector"], {"words": {1: "n"}}),
    }
    for name, graph in graphs.items():
        write_small(*graph, options.out, name)


if __name__ == "__main__":
    main()
