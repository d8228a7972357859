"""How well means of entities that the training never saw go with their coding: cross-validation over entities.

    python portrayal_entities.py --data TRAIN.jsonl --encoder MINILM_FOLDER --out FILE.npz [--folds 2] [--epochs 2]

Each fold trains a teacher on the targets of the other entities, and reads those of its own. The mean of an entity is that
of positive minus negative probability over its mentions.
"""

from __future__ import annotations

import argparse
import random
import zlib
from pathlib import Path

import numpy as np
import torch
from portrayal_data import read
from portrayal_model import Teacher
from portrayal_teach import BATCH, HEAD_RATE, RATE, SMOOTHING, WARMUP, batches, collate, measured, predict, rows
from torch.nn.functional import cross_entropy

from hearsay.validation.benchmarks import tone


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--encoder", "--out"):
        parser.add_argument(name, required=True, type=Path)
    parser.add_argument("--folds", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(0)
    sentences, coded = read(options.data), tone.read_newsmtsc(options.data)
    pairs = [(s, t) for s in sentences for t in s.targets]
    if len(pairs) != len(coded.entities):
        raise SystemExit("some targets lie beyond the longest sentence; entities cannot be told apart")
    fold = np.array([zlib.crc32(name.encode()) % options.folds for name in coded.entities])
    scores = np.zeros((len(pairs), 3), dtype=np.float32)
    for number in range(options.folds):
        model = trained(options, [pair for pair, one in zip(pairs, fold, strict=True) if one != number])
        held = np.flatnonzero(fold == number)
        scores[held] = predict(model, [rows(*pairs[i]) for i in held])
        labels = np.array([pairs[i][1].label for i in held])
        print(f"fold {number}: n {len(held)} macro-F1 {measured(scores[held], labels)[0]:.4f}", flush=True)
    np.savez(options.out, scores=scores, entities=np.array(coded.entities), labels=coded.labels)
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    chances = raised / raised.sum(-1, keepdims=True)
    print(tone.entity_means(coded.entities, coded.labels, chances[:, 2] - chances[:, 0], least=10))


def trained(options: argparse.Namespace, pairs: list) -> Teacher:
    model = Teacher(str(options.encoder))
    new = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    optimizer = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": RATE}, {"params": new, "lr": HEAD_RATE}], weight_decay=0.01
    )
    total = (len(pairs) + BATCH - 1) // BATCH * options.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(s / (WARMUP * total), max(0.02, (total * 1.02 - s) / (total * (1.02 - WARMUP))))
    )
    for epoch in range(options.epochs):
        rng = random.Random(epoch)
        for batch in batches([(rows(s, t, rng, masked=0.15, gone=0.1), t.label) for s, t in pairs], rng):
            model.train()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(*collate([m for m, _ in batch]))
            loss = cross_entropy(scores.float(), torch.tensor([y for _, y in batch]), label_smoothing=SMOOTHING)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step(), schedule.step(), optimizer.zero_grad()
    return model


if __name__ == "__main__":
    main()
