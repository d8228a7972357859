"""Train the portrayal model that ships: NewsMTSC's train file, and PolNeAR's train sentences as its teacher reads them.

    python portrayal_train.py --data TRAIN.jsonl --polnear POLNEAR --encoder MINILM_FOLDER \
        --teacher FOLDER/teacher.pt --start FOLDER/teacher.pt --out FOLDER [--layers 6] [--wide 1536] [--epochs 5]

Checkpoints go to FOLDER/model.pt after every epoch. bf16 on the CPU or CUDA.
"""

from __future__ import annotations

import argparse
import pickle
import random
import time
from pathlib import Path

import numpy as np
import torch
from attribution_train import Average
from portrayal_data import Sentence, held_out, read, unlabelled
from portrayal_model import Student, Teacher
from portrayal_teach import MASK, dropped, measured, predict, rows
from torch.nn.functional import cross_entropy, log_softmax

from hearsay.text.encoder import CLS, SEP, cue_distances

BATCH, RATE, HEAD_RATE, WARMUP, SMOOTHING, MASKED, HARD, SHARE = 24, 1e-4, 1e-3, 0.06, 0.1, 0.2, 0.5, 0.5
DROPPED = 0.1


class Example:
    """One sentence between its marks, and for each target its pieces, distances, label (-1: none) and teacher's chances."""

    def __init__(self, sentence: Sentence, soft: np.ndarray) -> None:
        words, zero = sentence.pieces, np.zeros(1, dtype=np.int64)
        self.ids = np.concatenate([[CLS], words.ids, [SEP]])
        self.case, self.quoted = (np.concatenate([zero, part, zero]) for part in (words.case, words.quoted))
        self.here = [np.concatenate([zero, target.here, zero]) for target in sentence.targets]
        self.far = [apart(here) for here in self.here]
        self.labels, self.soft = [target.label for target in sentence.targets], soft

    def masked(self, rng: random.Random) -> np.ndarray:
        """The pieces, with [MASK] at times where a target's name stands."""
        ids = self.ids
        for here in self.here:
            if rng.random() < MASKED:
                ids = np.where(np.isin(ids, self.ids[here > 0]) & (here > 0), MASK, ids)
        return dropped(ids, np.sum(self.here, axis=0), rng, DROPPED)


def apart(here: np.ndarray) -> np.ndarray:
    """Bucket of each piece's distance to the target, from its first piece to its last."""
    places = np.flatnonzero(here)
    return cue_distances(np.arange(len(here)), int(places[0]), int(places[-1]))


def collate(batch: list[Example], rng: random.Random | None = None) -> tuple[torch.Tensor, ...]:
    n, count = max(len(e.ids) for e in batch), sum(len(e.here) for e in batch)
    words = np.zeros((4, len(batch), n), dtype=np.int64)
    targets, row = np.zeros((2, count, n), dtype=np.int64), np.zeros(count, dtype=np.int64)
    t = 0
    for i, e in enumerate(batch):
        k = len(e.ids)
        words[:, i, :k] = e.masked(rng) if rng else e.ids, e.case, e.quoted, np.ones(k)
        for here, far in zip(e.here, e.far, strict=True):
            targets[:, t, :k], row[t] = (here, far), i
            t += 1
    return (*map(torch.from_numpy, words), torch.from_numpy(row), *map(torch.from_numpy, targets))


def batches(made: list[Example], rng: random.Random) -> list[list[Example]]:
    """Every annotated sentence and SHARE of the others, shuffled, of like length."""
    made = [e for e in made if e.labels[0] >= 0 or rng.random() < SHARE]
    rng.shuffle(made)
    made = [e for i in range(0, len(made), BATCH * 40) for e in sorted(made[i : i + BATCH * 40], key=lambda e: len(e.ids))]
    grouped = [made[i : i + BATCH] for i in range(0, len(made), BATCH)]
    rng.shuffle(grouped)
    return grouped


def loss_of(scores: torch.Tensor, batch: list[Example]) -> torch.Tensor:
    """What the teacher says, and half of it the annotation where there is one."""
    labels = torch.tensor([label for e in batch for label in e.labels], device=scores.device)
    soft = torch.from_numpy(np.concatenate([e.soft for e in batch])).to(scores)
    taught = -(soft * log_softmax(scores, -1)).sum(-1)
    told = cross_entropy(scores, labels, ignore_index=-1, label_smoothing=SMOOTHING, reduction="none")
    return torch.where(labels >= 0, HARD * told + (1 - HARD) * taught, taught).mean()


def chances(teachers: list[Path], encoder: str, sentences: list[Sentence], device: torch.device) -> list[np.ndarray]:
    """The teachers' mean probabilities for each target of each sentence."""
    made = [rows(s, t) for s in sentences for t in s.targets]
    total = np.zeros((len(made), 3), dtype=np.float32)
    for path in teachers:
        teacher = Teacher(encoder).to(device)
        teacher.load_state_dict(torch.load(path, map_location=device))
        scores = predict(teacher, made)
        total += np.exp(scores) / np.exp(scores).sum(-1, keepdims=True) / len(teachers)
    return np.split(total, np.cumsum([len(s.targets) for s in sentences])[:-1])


@torch.no_grad()
def scored(model: Student, examples: list[Example], size: int = 32) -> np.ndarray:
    model.eval()
    device, out = next(model.parameters()).device, {}
    order = sorted(range(len(examples)), key=lambda i: len(examples[i].ids))
    for i in range(0, len(order), size):
        part = order[i : i + size]
        with torch.autocast(device.type, dtype=torch.bfloat16):
            scores = model(*(t.to(device) for t in collate([examples[j] for j in part]))).float().cpu().numpy()
        out.update(zip(part, np.split(scores, np.cumsum([len(examples[j].here) for j in part])[:-1]), strict=True))
    return np.concatenate([out[i] for i in range(len(examples))])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--polnear", "--encoder", "--out"):
        parser.add_argument(name, required=True, type=Path)
    parser.add_argument("--teacher", required=True, type=Path, nargs="+")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--wide", type=int, default=1536)
    parser.add_argument("--start", type=Path, help="a teacher.pt whose lowest layers are the start")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--check", type=Path, help="another file to measure after each epoch")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    options.out.mkdir(parents=True, exist_ok=True)
    made, held, check = examples(options, device)
    model = Student(str(options.encoder), options.layers, 1 << 20)
    if options.start:
        weights = torch.load(options.start, map_location="cpu")
        model.load_state_dict({k: v for k, v in weights.items() if k in model.state_dict() and "scores" not in k}, strict=False)
    model.narrow(options.wide)
    model.to(device).encoder.embeddings.word_embeddings.requires_grad_(False)
    new = [p for n, p in model.named_parameters() if not n.startswith("encoder")]
    groups = [
        {"params": [p for p in model.encoder.parameters() if p.requires_grad], "lr": RATE},
        {"params": new, "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    total = len(batches(made, random.Random(0))) * options.epochs
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(s / (WARMUP * total), max(0.02, (total * 1.02 - s) / (total * (1.02 - WARMUP))))
    )
    average, step = Average((model,)), 0
    for epoch in range(options.epochs):
        rng, began, losses = random.Random(epoch), time.time(), []
        for batch in batches(made, rng):
            model.train()
            with torch.autocast(device.type, dtype=torch.bfloat16):
                scores = model(*(t.to(device) for t in collate(batch, rng)))
            loss = loss_of(scores.float(), batch)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step(), schedule.step(), optimizer.zero_grad()
            step += 1
            average.update(step)
            losses.append(float(loss.detach()))
            if step % 100 == 0:
                print(f"step {step}/{total} loss {np.mean(losses[-100:]):.4f} {time.time() - began:.0f} s", flush=True)
        torch.save({"student": average.values[0], "layers": options.layers, "wide": options.wide}, options.out / "model.pt")
        raw = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(average.values[0])
        for name, some in (("held", held), ("check", check)):
            if some:
                figures = measured(scored(model, some), np.array([y for e in some for y in e.labels]))
                print(f"epoch {epoch} {name} macro-F1 {figures[0]:.4f} accuracy {figures[1]:.4f}", flush=True)
        model.load_state_dict(raw)


def examples(options: argparse.Namespace, device: torch.device) -> tuple[list[Example], list[Example], list[Example]]:
    """To train on, held out, and of another file; the teachers' readings are kept beside the model."""
    train, held = held_out([s for s in read(options.data) if s.targets])
    check = [s for s in read(options.check) if s.targets] if options.check else []
    more = unlabelled(options.polnear)
    kept = options.out / "taught.pkl"
    if not kept.exists():
        with kept.open("wb") as file:
            pickle.dump(chances(options.teacher, str(options.encoder), train + more, device), file)
    with kept.open("rb") as file:
        soft = pickle.load(file)
    made = [Example(s, one) for s, one in zip(train + more, soft, strict=True)]
    none = np.zeros((0, 3), dtype=np.float32)
    return made, [Example(s, none) for s in held], [Example(s, none) for s in check]


if __name__ == "__main__":
    main()
