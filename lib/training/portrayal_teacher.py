"""The teacher of portrayals: MPNet-base reads a sentence once for each target. It stays outside the package.

    python portrayal_teacher.py train --encoder MPNET --data NEWSMTSC --out TEACHER [--seed 0] [--epochs 2]
    python portrayal_teacher.py label --encoder MPNET --data NEWSMTSC --teacher TEACHER --texts TEXTS.jsonl ... --out LOGITS.npz
        [--seed 0] [--minutes 15]

Input: <s> sentence </s></s> target </s>. The lowest four layers stay as they are; above them an embedding is added to the
target's pieces, and <s> and the mean of the target's pieces go to three classes. bf16, one thread. `train` saves its state every
100 steps, `label` the logits after every 600 sentences; started again, both go on. `--check FILE` measures at the end; nothing is
chosen by it. `label` reads all targets of NewsMTSC's train file, then sentences of the texts in random order until its
minutes of processor time are over (see `portrayal_texts.py`); with another seed each, the teachers read different ones.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from large_encoder import BOS, PAD, SEP, LargeEncoder
from tokenizers import Tokenizer
from torch import nn
from torch.nn.functional import cross_entropy, dropout

BATCH, LONGEST, NAME = 32, 96, 12
"""Targets a step; pieces of an input, and of the target's name, at most."""
RATE, HEAD_RATE, WARMUP, SMOOTHING = 5e-5, 5e-4, 0.06, 0.1
CLASSES = {2: 0, 4: 1, 6: 2}
"""NewsMTSC's polarity → negative, neutral, positive."""


@dataclass(frozen=True)
class Target:
    """The input for one target: its pieces, which of them name it, its label (-1: none), and where it comes from."""

    key: tuple[int, int, int]
    ids: list[int]
    here: list[int]
    label: int


class Teacher(nn.Module):
    """(batch, n) pieces, mask and the target's pieces → (batch, 3) scores: negative, neutral, positive."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = LargeEncoder(folder)
        self.mark, self.out = nn.Embedding(2, self.encoder.hidden), nn.Linear(2 * self.encoder.hidden, 3)
        nn.init.normal_(self.mark.weight, std=0.05)

    def forward(self, ids, mask, here):
        states = self.encoder(ids, mask, self.mark(here))
        weights = here.unsqueeze(-1).to(states.dtype)
        target = (states * weights).sum(1) / weights.sum(1).clamp(min=1)
        return self.out(dropout(torch.cat([states[:, 0], target], -1), 0.1, self.training))


def tokenizer(folder: Path) -> Tokenizer:
    pieces = Tokenizer.from_file(str(folder / "tokenizer.json"))
    pieces.no_padding(), pieces.no_truncation()
    return pieces


def targets(pieces: Tokenizer, text: str, spans: list[tuple[int, int, int]], key: tuple[int, int], numbers=None) -> list[Target]:
    """The inputs for (start, end, label) spans of a sentence; a long sentence is cut around the target."""
    read, made = pieces.encode(text, add_special_tokens=False), []
    for number, (start, end, label) in zip(numbers or range(len(spans)), spans, strict=True):
        here = [int(first < end and last > start) for first, last in read.offsets]
        name = pieces.encode(text[start:end], add_special_tokens=False).ids[:NAME]
        room = LONGEST - len(name) - 4
        first = here.index(1) if 1 in here else 0
        cut = max(0, min(len(here) - room, first - room // 2)) if len(here) > room else 0
        ids = [BOS, *read.ids[cut : cut + room], SEP, SEP, *name, SEP]
        made.append(Target((*key, number), ids, [0, *here[cut : cut + room]], label))
    return made


def newsmtsc(pieces: Tokenizer, path: Path) -> list[Target]:
    made = []
    for number, row in enumerate(json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()):
        spans = [(one["from"], one["to"], CLASSES[int(one["polarity"])]) for one in row["targets"]]
        made += targets(pieces, row["sentence_normalized"], spans, (0, number))
    return made


def batches(made: list[Target], size: int, rng: random.Random | None = None) -> list[list[Target]]:
    """Targets of like length together; with `rng` in random order."""
    made = list(made)
    if rng:
        rng.shuffle(made)
    step = size * 40 if rng else max(len(made), 1)
    made = [one for i in range(0, len(made), step) for one in sorted(made[i : i + step], key=lambda one: len(one.ids))]
    grouped = [made[i : i + size] for i in range(0, len(made), size)]
    if rng:
        rng.shuffle(grouped)
    return grouped


def collate(batch: list[Target]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    n = max(len(one.ids) for one in batch)
    ids = torch.full((len(batch), n), PAD)
    mask, here = (torch.zeros(len(batch), n, dtype=torch.long) for _ in range(2))
    for row, one in enumerate(batch):
        ids[row, : len(one.ids)] = torch.tensor(one.ids)
        mask[row, : len(one.ids)] = 1
        here[row, : len(one.here)] = torch.tensor(one.here)
    return ids, mask, here


def logits(model: Teacher, made: list[Target]) -> dict[tuple[int, int, int], np.ndarray]:
    model.eval()
    read = {}
    for batch in batches(made, 48):
        with torch.inference_mode(), torch.autocast("cpu", dtype=torch.bfloat16):
            scores = model(*collate(batch)).float().numpy()
        read.update({one.key: scores[row] for row, one in enumerate(batch)})
    return read


def train(options: argparse.Namespace) -> None:
    torch.manual_seed(options.seed)
    pieces, model = tokenizer(options.encoder), Teacher(options.encoder)
    made = newsmtsc(pieces, options.data / "train.jsonl")
    groups = [
        {"params": model.encoder.top.parameters(), "lr": RATE},
        {"params": [*model.mark.parameters(), *model.out.parameters()], "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    each = len(batches(made, BATCH))
    total, step = each * options.epochs, 0
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s / total + 0.002) / WARMUP, max(1 - s / total, 0) / (1 - WARMUP))
    )
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        for part, state in zip((model, optimizer, schedule), saved["states"], strict=True):
            part.load_state_dict(state)
        step = saved["step"]
    for epoch in range(step // each, options.epochs):
        grouped, losses = batches(made, BATCH, random.Random(epoch + 100 * options.seed)), []
        for batch in grouped[step - epoch * each :]:
            model.train()
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(*collate(batch)).float()
            loss = cross_entropy(scores, torch.tensor([one.label for one in batch]), label_smoothing=SMOOTHING)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step(), schedule.step(), optimizer.zero_grad(set_to_none=True)
            step += 1
            losses.append(loss.item())
            if step % 20 == 0:
                print(f"step {step}/{total} loss {np.mean(losses[-40:]):.4f} processor {time.process_time():.0f} s", flush=True)
            if step % 100 == 0:
                states = [part.state_dict() for part in (model, optimizer, schedule)]
                torch.save({"states": states, "step": step}, checkpoint.with_suffix(".part"))
                checkpoint.with_suffix(".part").replace(checkpoint)
            if step == options.stop:
                return
    torch.save(model.state_dict(), options.out / "teacher.pt")
    if options.check:
        coded = newsmtsc(pieces, options.check)
        read = logits(model, coded)
        right, labels = np.array([read[one.key].argmax() for one in coded]), np.array([one.label for one in coded])
        f1 = [2 * ((right == c) & (labels == c)).sum() / ((right == c).sum() + (labels == c).sum()) for c in range(3)]
        print(f"{options.check.name}: macro-F1 {np.mean(f1):.3f} accuracy {(right == labels).mean():.3f} n {len(labels)}")


def label(options: argparse.Namespace) -> None:
    pieces, model = tokenizer(options.encoder), Teacher(options.encoder)
    model.load_state_dict(torch.load(options.teacher / "teacher.pt", map_location="cpu"))
    began, done = time.process_time(), {}
    if options.out.exists():
        saved = np.load(options.out)
        done = {tuple(key): scores for key, scores in zip(saved["keys"].tolist(), saved["logits"], strict=True)}
    sentences: list[list[Target]] = []
    for file, path in enumerate(options.texts, 1):
        for number, row in enumerate(json.loads(line) for line in path.open(encoding="utf-8")):
            held: dict[int, list[int]] = {}
            for place, (sentence, *_) in enumerate(row["targets"]):
                held.setdefault(sentence, []).append(place)
            for sentence, places in held.items():
                start, end = row["sentences"][sentence]
                spans = [(row["targets"][p][1] - start, row["targets"][p][2] - start, -1) for p in places]
                sentences.append(targets(pieces, row["text"][start:end], spans, (file, number), places))
    random.Random(options.seed).shuffle(sentences)
    work = [newsmtsc(pieces, options.data / "train.jsonl")]
    work += [[one for sentence in sentences[i : i + 600] for one in sentence] for i in range(0, len(sentences), 600)]
    for part in work:
        if time.process_time() - began > 60 * options.minutes:
            break
        if missing := [one for one in part if one.key not in done]:
            done |= logits(model, missing)
            keys, aside = sorted(done), options.out.with_suffix(".part.npz")
            np.savez(aside, keys=np.array(keys), logits=np.array([done[key] for key in keys], np.float32))
            aside.replace(options.out)
            print(f"{len(done)} targets, processor {time.process_time() - began:.0f} s", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    for run in (train, label):
        command = commands.add_parser(run.__name__)
        command.set_defaults(run=run)
        for name in ("--encoder", "--data", "--out"):
            command.add_argument(name, required=True, type=Path)
        command.add_argument("--seed", type=int, default=0)
        if run is train:
            command.add_argument("--check", type=Path)
            for name, value in (("--epochs", 2), ("--stop", 0)):
                command.add_argument(name, type=int, default=value)
        else:
            command.add_argument("--teacher", required=True, type=Path)
            command.add_argument("--texts", nargs="+", required=True, type=Path)
            command.add_argument("--minutes", type=float, default=15)
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.run(options)


if __name__ == "__main__":
    main()
