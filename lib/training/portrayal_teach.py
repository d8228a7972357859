"""Train the teacher of the portrayal model on NewsMTSC's train file.

    python portrayal_teach.py --data TRAIN.jsonl --encoder MINILM_FOLDER --out FOLDER [--epochs 5] [--seed 0]

One document in twelve is held out; it is measured after each epoch. bf16 on the CPU or CUDA.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from attribution_train import Average
from portrayal_data import Sentence, Target, held_out, read
from portrayal_model import Teacher
from torch.nn.functional import cross_entropy

from hearsay.text.encoder import CLS, SEP

BATCH, RATE, HEAD_RATE, WARMUP, SMOOTHING = 16, 1e-4, 1e-3, 0.08, 0.1
MASK, MASKED, FURTHER = 103, 0.3, 0.2
"""The piece [MASK]; how often it stands for a target's name; how often a further mention of the target stands for it."""


def rows(
    sentence: Sentence, target: Target, rng: random.Random | None = None, *, masked: float = MASKED, gone: float = 0.0
) -> np.ndarray:
    """(5, n): ids, case, quoted, here, segment of one target in its sentence.

    With `rng`, the target's name is masked with probability `masked`, any other piece with probability `gone`.
    """
    words, here = sentence.pieces, target.here
    ids = words.ids
    if rng:
        if target.others and rng.random() < FURTHER:
            here = rng.choice(target.others)
        if rng.random() < masked:
            named = ids[here > 0]
            ids = np.where(np.isin(ids, named) & _of_names(target), MASK, ids)
        ids = dropped(ids, here, rng, gone) if gone else ids
    n, name = len(ids), ids[here > 0]
    tail = np.zeros(len(name) + 1, dtype=np.int64)
    return np.stack(
        [
            np.concatenate([[CLS], ids, [SEP], name, [SEP]]),
            np.concatenate([[0], words.case, [0], tail]),
            np.concatenate([[0], words.quoted, [0], tail]),
            np.concatenate([[0], here, [0], tail]),
            np.concatenate([np.zeros(n + 2, dtype=np.int64), tail + 1]),
        ]
    )


def dropped(ids: np.ndarray, kept: np.ndarray, rng: random.Random, share: float) -> np.ndarray:
    """Some pieces masked, so that no single word decides."""
    return np.where(np.array([rng.random() < share for _ in ids]) & (kept == 0), MASK, ids)


def _of_names(target: Target) -> np.ndarray:
    return np.sum([target.here, *target.others], axis=0) > 0


def collate(made: list[np.ndarray]) -> tuple[torch.Tensor, ...]:
    n = max(one.shape[1] for one in made)
    table, mask = np.zeros((5, len(made), n), dtype=np.int64), np.zeros((len(made), n), dtype=np.int64)
    for row, one in enumerate(made):
        table[:, row, : one.shape[1]], mask[row, : one.shape[1]] = one, 1
    return (*map(torch.from_numpy, table), torch.from_numpy(mask))


def batches(made: list, rng: random.Random, size: int = BATCH) -> list[list]:
    """Shuffled, of like length."""
    rng.shuffle(made)
    made = [m for i in range(0, len(made), size * 40) for m in sorted(made[i : i + size * 40], key=lambda m: m[0].shape[1])]
    grouped = [made[i : i + size] for i in range(0, len(made), size)]
    rng.shuffle(grouped)
    return grouped


@torch.no_grad()
def predict(model, made: list[np.ndarray], size: int = 64) -> np.ndarray:
    """(n, 3) scores, in the order given."""
    model.eval()
    device = next(model.parameters()).device
    out = np.zeros((len(made), 3), dtype=np.float32)
    order = sorted(range(len(made)), key=lambda i: made[i].shape[1])
    for i in range(0, len(order), size):
        part = order[i : i + size]
        with torch.autocast(device.type, dtype=torch.bfloat16):
            scores = model(*(t.to(device) for t in collate([made[j] for j in part])))
        out[part] = scores.float().cpu().numpy()
    return out


def measured(scores: np.ndarray, labels: np.ndarray) -> tuple[float, float]:
    """Macro-F1 and accuracy."""
    guess, parts = scores.argmax(-1), []
    for c in range(3):
        parts.append(2 * ((guess == c) & (labels == c)).sum() / max(1, (guess == c).sum() + (labels == c).sum()))
    return float(np.mean(parts)), float((guess == labels).mean())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--encoder", "--out"):
        parser.add_argument(name, required=True, type=Path)
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--check", type=Path, help="another file to measure after each epoch")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train, held = held_out(read(options.data))
    checks = {"held": held} | ({"check": read(options.check)} if options.check else {})
    model = Teacher(str(options.encoder)).to(device)
    model.encoder.embeddings.word_embeddings.requires_grad_(False)
    new = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": RATE},
        {"params": new, "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    each = (sum(len(s.targets) for s in train) + BATCH - 1) // BATCH
    total = each * options.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(s / (WARMUP * total), max(0.02, (total * 1.02 - s) / (total * (1.02 - WARMUP))))
    )
    average, step = Average((model,)), 0
    options.out.mkdir(parents=True, exist_ok=True)
    for epoch in range(options.epochs):
        rng, began, losses = random.Random(epoch + 100 * options.seed), time.time(), []
        made = [(rows(s, t, rng), t.label) for s in train for t in s.targets]
        for batch in batches(made, rng):
            model.train()
            inputs = [t.to(device) for t in collate([m for m, _ in batch])]
            with torch.autocast(device.type, dtype=torch.bfloat16):
                scores = model(*inputs)
            loss = cross_entropy(scores.float(), torch.tensor([y for _, y in batch], device=device), label_smoothing=SMOOTHING)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step(), schedule.step(), optimizer.zero_grad()
            step += 1
            average.update(step)
            losses.append(float(loss.detach()))
            if step % 50 == 0:
                print(f"step {step}/{total} loss {np.mean(losses[-50:]):.4f} {time.time() - began:.0f} s", flush=True)
        torch.save(average.values[0], options.out / "teacher.pt")
        raw = {k: v.clone() for k, v in model.state_dict().items()}
        for weights in ("raw", "average"):
            model.load_state_dict(raw if weights == "raw" else average.values[0])
            for name, some in checks.items():
                scores = predict(model, [rows(s, t) for s in some for t in s.targets])
                figures = measured(scores, np.array([t.label for s in some for t in s.targets]))
                print(f"epoch {epoch} {weights} {name} macro-F1 {figures[0]:.4f} accuracy {figures[1]:.4f}", flush=True)
        model.load_state_dict(raw)


if __name__ == "__main__":
    main()
