"""The portrayal model: MiniLM reads a sentence once, and for each target a query looks over it.

MiniLM-L6 ([Wang2020]; sentence-transformers/all-MiniLM-L6-v2, Apache-2.0) with letter case and quotation state beside each word
piece, as in the attribution model.
"""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertModel

from hearsay.text.encoder import HERE

WIDTH, HEADS, READERS = 256, 8, 2


class PortrayalModel(nn.Module):
    """(s, n) ids, case, quoted, mask of sentences; per target its sentence's `row` (t,), its pieces `here` (t, n) and the
    `distance` (t, n) of each piece to it → (t, 3) scores: negative, neutral, positive."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        # No dropout on attention weights: on a CPU it costs a third of the training time.
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        hidden = self.encoder.config.hidden_size
        self.case, self.quoted = nn.Embedding(4, hidden), nn.Embedding(2, hidden)
        for table in (self.case, self.quoted):
            nn.init.zeros_(table.weight)
        self.query, self.norm = nn.Linear(2 * hidden, WIDTH), nn.LayerNorm(WIDTH)
        self.readers = nn.ModuleList(Look(hidden) for _ in range(READERS))
        self.dropout, self.scores = nn.Dropout(0.1), nn.Linear(WIDTH + hidden, 3)

    def forward(self, ids, case, quoted, mask, row, here, distance):
        return self.read(self.encoder.embeddings.word_embeddings(ids), case, quoted, mask, row, here, distance)

    def read(self, words, case, quoted, mask, row, here, distance):
        """From the vectors of word pieces; without a mask nothing is padded."""
        states = self.encoder(inputs_embeds=words + self.case(case) + self.quoted(quoted), attention_mask=mask).last_hidden_state
        states = self.dropout(states)
        weights = here.to(states.dtype)
        weights = weights / weights.sum(1, keepdim=True).clamp(min=1.0)
        target = (weights.unsqueeze(1) @ states[row]).squeeze(1)
        x = self.norm(self.query(torch.cat([target, states[row, 0]], -1)))
        away = 0.0 if mask is None else ((1.0 - mask.to(states.dtype)) * -1e4)[row][:, None, :]
        for look in self.readers:
            x = look(x, states, row, distance, away)
        return self.scores(self.dropout(torch.cat([x, target], -1)))


class Look(nn.Module):
    """One query per target looks over its sentence, near and far apart, and is thought over."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        wide = WIDTH
        self.q, self.k, self.v = nn.Linear(wide, wide), nn.Linear(hidden, wide), nn.Linear(hidden, wide)
        self.near = nn.Embedding(2 * HERE + 1, HEADS)
        self.out, self.up, self.down = nn.Linear(wide, wide), nn.Linear(wide, 2 * wide), nn.Linear(2 * wide, wide)
        self.norm1, self.norm2, self.dropout = nn.LayerNorm(wide), nn.LayerNorm(wide), nn.Dropout(0.1)
        nn.init.zeros_(self.near.weight)

    def forward(self, x, states, row, distance, away):
        t, n = distance.shape
        each = WIDTH // HEADS
        q = self.q(x).view(t, HEADS, 1, each)
        k = self.k(states).view(-1, n, HEADS, each).permute(0, 2, 3, 1)[row]
        v = self.v(states).view(-1, n, HEADS, each).transpose(1, 2)[row]
        near = self.near(distance).transpose(1, 2) + away
        weights = (q @ k * each**-0.5 + near.unsqueeze(2)).softmax(-1)
        x = self.norm1(x + self.dropout(self.out((weights @ v).view(t, WIDTH))))
        return self.norm2(x + self.dropout(self.down(torch.relu(self.up(x)))))
