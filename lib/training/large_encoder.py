"""The encoder of all teachers: MPNet-base, whose lowest layers stay as they are. What is marked on the text joins above them."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import nn
from transformers import AutoConfig, AutoModel

BOS, PAD, SEP = 0, 1, 2
FROZEN = 4
"""Layers that stay: they cost no memory of gradients, and what fine-tuning gains is gained above them."""
BERT_CLS, BERT_SEP, SHIFT = 101, 102, 4
"""MPNet's word pieces are BERT's, behind four marks of its own; BERT's marks are given by MPNet's."""


class LargeEncoder(nn.Module):
    """(batch, n) pieces and mask, and (batch, n, hidden) features of them → (batch, n, hidden) states."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        # No dropout on attention weights: on a CPU it costs a third of the training time.
        config = AutoConfig.from_pretrained(folder, attention_probs_dropout_prob=0.0)
        whole = AutoModel.from_pretrained(folder, config=config, add_pooling_layer=False, attn_implementation="eager").float()
        layers, self.hidden = whole.encoder.layer, config.hidden_size
        self.embeddings, self.low, self.top = whole.embeddings, layers[:FROZEN], layers[FROZEN:]
        whole.encoder.layer = nn.ModuleList()
        self.bias = whole.encoder
        """Only its bias of relative positions is used."""
        for part in (self.embeddings, self.low, self.bias):
            part.requires_grad_(False)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor, features: torch.Tensor) -> torch.Tensor:
        away = (1.0 - mask.to(features.dtype))[:, None, None, :] * -1e4
        with torch.no_grad():
            self.embeddings.eval(), self.low.eval()
            states = self.embeddings(input_ids=ids)
            bias = self.bias.compute_position_bias(states).to(states.dtype)
            states = through(self.low, states, away, bias)
        return through(self.top, states + features, away, bias)


def through(layers: nn.ModuleList, states: torch.Tensor, away: torch.Tensor, bias: torch.Tensor) -> torch.Tensor:
    for layer in layers:
        states = layer(states, away, bias)
        states = states[0] if isinstance(states, tuple) else states
    return states


def from_bert(ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """BERT's word pieces as MPNet's."""
    shifted = torch.where(ids == BERT_CLS, BOS, torch.where(ids == BERT_SEP, SEP, ids + SHIFT))
    return torch.where(mask.bool(), shifted, PAD)
