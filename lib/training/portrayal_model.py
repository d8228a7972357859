"""The portrayal models: a teacher that reads a sentence once for each target, and the student that ships.

Both start from MiniLM-L6 ([Wang2020]; sentence-transformers/all-MiniLM-L6-v2, Apache-2.0) with letter case and
quotation state beside each word piece, like the attribution model.
"""

from __future__ import annotations

import torch
from torch import nn
from transformers import BertModel

from hearsay.text.encoder import HERE

WIDTH, HEADS, READERS = 256, 8, 2


class Teacher(nn.Module):
    """(batch, n) pieces and their features, the target marked → (batch, 3) scores: negative, neutral, positive."""

    def __init__(self, folder: str) -> None:
        super().__init__()
        # No dropout on attention weights: on a CPU it costs a third of the training time.
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        hidden = self.encoder.config.hidden_size
        self.case, self.quoted, self.here = nn.Embedding(4, hidden), nn.Embedding(2, hidden), nn.Embedding(2, hidden)
        for table in (self.case, self.quoted):
            nn.init.zeros_(table.weight)
        nn.init.normal_(self.here.weight, std=0.02)
        self.dropout, self.scores = nn.Dropout(0.1), nn.Linear(2 * hidden, 3)

    def forward(self, ids, case, quoted, here, segment, mask):
        words = self.encoder.embeddings.word_embeddings(ids) + self.case(case) + self.quoted(quoted) + self.here(here)
        hidden = self.encoder(inputs_embeds=words, attention_mask=mask, token_type_ids=segment).last_hidden_state
        weights = here.unsqueeze(-1).to(hidden.dtype)
        target = (hidden * weights).sum(1) / weights.sum(1).clamp(min=1.0)
        return self.scores(self.dropout(torch.cat([hidden[:, 0], target], -1)))


class Student(nn.Module):
    """A few layers of MiniLM that read a sentence once, and for each target a query that reads the sentence.

    (batch, n) ids, case, quoted, mask; per target its `row` (t,), its pieces `here` (t, n) and the `distance` (t, n) of
    each piece to it (`encoding.distances`) → (t, 3) scores. `wide` is the inner width of a layer.
    """

    def __init__(self, folder: str, layers: int = 6, wide: int = 1536) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        self.encoder.encoder.layer = self.encoder.encoder.layer[:layers]
        hidden = self.encoder.config.hidden_size
        self.case, self.quoted = nn.Embedding(4, hidden), nn.Embedding(2, hidden)
        for table in (self.case, self.quoted):
            nn.init.zeros_(table.weight)
        self.query, self.norm = nn.Linear(2 * hidden, WIDTH), nn.LayerNorm(WIDTH)
        self.readers = nn.ModuleList(Reader(hidden) for _ in range(READERS))
        self.dropout, self.scores = nn.Dropout(0.1), nn.Linear(WIDTH + hidden, 3)
        self.narrow(wide)

    def narrow(self, wide: int) -> None:
        """Keep the inner units of each layer with the largest weights, with ReLU, which costs nothing, for GELU."""
        if wide >= self.encoder.config.intermediate_size:
            return
        for layer in self.encoder.encoder.layer:
            up, down = layer.intermediate.dense, layer.output.dense
            kept = (up.weight.norm(dim=1) * down.weight.norm(dim=0)).topk(min(wide, len(up.weight))).indices.sort().values
            layer.intermediate.intermediate_act_fn = nn.ReLU()
            for part, weight in ((up, up.weight[kept]), (down, down.weight[:, kept])):
                part.weight = nn.Parameter(weight.detach().clone())
                part.out_features, part.in_features = weight.shape
            up.bias = nn.Parameter(up.bias[kept].detach().clone())

    def states(self, ids, case, quoted, mask):
        words = self.encoder.embeddings.word_embeddings(ids) + self.case(case) + self.quoted(quoted)
        return self.encoder(inputs_embeds=words, attention_mask=mask).last_hidden_state

    def read(self, states, row, here, distance, away):
        """Scores of targets in the rows of `states`; `away` (t, 1, n) is 0, or -10,000 at padding."""
        weights = here.to(states.dtype)
        weights = weights / weights.sum(1, keepdim=True).clamp(min=1.0)
        target = (weights.unsqueeze(1) @ states[row]).squeeze(1)
        x = self.norm(self.query(torch.cat([target, states[row, 0]], -1)))
        for reader in self.readers:
            x = reader(x, states, row, distance, away)
        return self.scores(self.dropout(torch.cat([x, target], -1)))

    def forward(self, ids, case, quoted, mask, row, here, distance):
        states = self.dropout(self.states(ids, case, quoted, mask))
        away = (1.0 - mask.to(states.dtype))[row][:, None, :] * -1e4
        return self.read(states, row, here, distance, away)


class Reader(nn.Module):
    """One query per target looks over its sentence, near and far apart, and is thought over."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.q, self.k, self.v = nn.Linear(WIDTH, WIDTH), nn.Linear(hidden, WIDTH), nn.Linear(hidden, WIDTH)
        self.near = nn.Embedding(2 * HERE + 1, HEADS)
        self.out, self.up, self.down = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, 2 * WIDTH), nn.Linear(2 * WIDTH, WIDTH)
        self.norm1, self.norm2, self.dropout = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH), nn.Dropout(0.1)
        nn.init.zeros_(self.near.weight)

    def forward(self, x, states, row, distance, away):
        t, n = distance.shape
        q = self.q(x).view(t, HEADS, 1, WIDTH // HEADS)
        k = self.k(states).view(-1, n, HEADS, WIDTH // HEADS).permute(0, 2, 3, 1)[row]
        v = self.v(states).view(-1, n, HEADS, WIDTH // HEADS).transpose(1, 2)[row]
        near = self.near(distance).transpose(1, 2) + away
        weights = (q @ k * (WIDTH // HEADS) ** -0.5 + near.unsqueeze(2)).softmax(-1)
        x = self.norm1(x + self.dropout(self.out((weights @ v).view(t, WIDTH))))
        return self.norm2(x + self.dropout(self.down(torch.relu(self.up(x)))))
