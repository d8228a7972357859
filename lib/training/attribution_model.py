"""The attribution model: an encoder that tags cues, and a linker that reads, for each cue, who and what.

Encoder: MiniLM-L6 ([Wang2020]; sentence-transformers/all-MiniLM-L6-v2, Apache-2.0) with two features beside each
word piece, letter case and quotation state. Linker: two narrow transformer layers over the cue's paragraph, told where
the cue stands; it marks the pieces of the source and of the content. A false cue gets none.

`LargeTagger` is the same on MPNet-base: the teacher, which stays outside the package.
"""

from __future__ import annotations

from pathlib import Path

import torch
from large_encoder import LargeEncoder, from_bert
from torch import nn
from transformers import AutoConfig, BertModel

from hearsay.text.encoder import HERE

WIDTH, HEADS, LAYERS = 128, 4, 2


class Tagger(nn.Module):
    """(batch, n) ids, case, quoted, mask → (batch, n, 7) tag scores and (batch, n, WIDTH) states for the linker."""

    def __init__(self, folder: str, layers: int = 6) -> None:
        super().__init__()
        # No dropout on attention weights: on a CPU it costs a third of the training time.
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        hidden = self.encoder.config.hidden_size
        self.case, self.quoted = nn.Embedding(4, hidden), nn.Embedding(2, hidden)
        for table in (self.case, self.quoted):
            nn.init.zeros_(table.weight)
        self.tags = nn.Linear(hidden, 7)
        self.states = nn.Linear(hidden, WIDTH)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids, case, quoted, mask):
        return self.read(self.encoder.embeddings.word_embeddings(ids), case, quoted, mask)

    def read(self, words, case, quoted, mask):
        """From the vectors of word pieces, which no training changes; without a mask nothing is padded."""
        words = words + self.case(case) + self.quoted(quoted)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.states(hidden)


class LargeTagger(nn.Module):
    """The same in and out by the encoder of the teachers; letter case and quotation state join above its fixed layers."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        self.encoder = LargeEncoder(Path(folder))
        self.case, self.quoted = nn.Embedding(4, self.encoder.hidden), nn.Embedding(2, self.encoder.hidden)
        for table in (self.case, self.quoted):
            nn.init.zeros_(table.weight)
        self.tags = nn.Linear(self.encoder.hidden, 7)
        self.states = nn.Linear(self.encoder.hidden, WIDTH)
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids, case, quoted, mask):
        hidden = self.encoder(from_bert(ids, mask), mask, self.case(case) + self.quoted(quoted))
        hidden = self.dropout(hidden)
        return self.tags(hidden), self.states(hidden)


def tagger_on(folder: Path, layers: int = 6) -> Tagger | LargeTagger:
    """The tagger on the encoder of a folder: MiniLM for what ships, MPNet for the teacher."""
    large = AutoConfig.from_pretrained(folder).model_type == "mpnet"
    return LargeTagger(str(folder)) if large else Tagger(str(folder), layers)


class Linker(nn.Module):
    """For each cue, (cues, n, WIDTH) states of its surroundings → (cues, n, 3) scores: none, source, content.

    `tags` (cues, n, 7) are the tagger's probabilities, `distance` (cues, n) from `encoding.distances`, `mask` (cues, n).
    """

    def __init__(self) -> None:
        super().__init__()
        self.tags, self.distance = nn.Linear(7, WIDTH), nn.Embedding(2 * HERE + 1, WIDTH)
        self.cue, self.product = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.roles = nn.Linear(WIDTH, 3)

    def forward(self, states, tags, distance, mask):
        here = ((distance == HERE) & mask.bool()).to(states.dtype).unsqueeze(-1)
        cue = (states * here).sum(1, keepdim=True) / here.sum(1, keepdim=True).clamp(min=1.0)
        x = states + self.tags(tags) + self.distance(distance) + self.cue(cue) + self.product(states * cue)
        x = self.norm(x)
        away = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        for layer in self.layers:
            x = layer(x, away)
        return self.roles(x)


class Layer(nn.Module):
    """One post-norm transformer layer, spelt out so that it exports to few operators."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.norm1, self.norm2, self.dropout = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH), nn.Dropout(0.1)

    def forward(self, x, away):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4).unbind(0)
        weights = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + away).softmax(-1)
        mixed = (weights @ v).transpose(1, 2).reshape(b, n, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(torch.relu(self.up(x)))))
