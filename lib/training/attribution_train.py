"""Train the attribution model on PolNeAR's train files, and measure it on dev.

    python attribution_train.py --data POLNEAR --encoder MINILM_FOLDER --out FOLDER [--epochs 6] [--threads 1]
        [--teacher TEACHER/model.pt --teacher-encoder MPNET_FOLDER]

Checkpoints go to FOLDER after every `--save` steps; started again, it goes on from the last. bf16 on the CPU or CUDA.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import torch
from attribution_labels import IGNORED, inside, paragraphs, tags
from attribution_model import LargeTagger, Linker, tagger_on
from torch.nn.functional import cross_entropy, mse_loss
from training_loop import Average

from hearsay.text.encoder import WordPieces, cue_distances, mark_up_words, surroundings, windows, word_pieces
from hearsay.validation.benchmarks import polnear
from hearsay.validation.benchmarks.polnear import Annotated

BATCH, RATE, LARGE_RATE, HEAD_RATE, WARMUP, SMOOTHING = 8, 3e-4, 7e-5, 1e-3, 0.08, 0.05
JITTER, FALSE_CUES = 0.15, 24


class Example:
    """One window with its labels: tags per piece; per cue its first and last piece and the roles around it."""

    def __init__(self, window: WordPieces, article: Annotated) -> None:
        self.window, self.tags = window, tags(window, article)
        begin, end = window.starts[window.starts >= 0].min(), window.ends.max()
        self.links = []
        for attribution in article.gold:
            if not any(a < end and begin < b for a, b in attribution.cue):
                continue
            cue = np.flatnonzero(inside(window, attribution.cue))
            if len(cue):
                roles = np.where(inside(window, attribution.source), 1, 0)
                roles[inside(window, attribution.content)] = 2
                self.links.append((int(cue[0]), int(cue[-1]), roles))


def examples(articles, encoded, rng: random.Random) -> list[Example]:
    """Windows of all articles; the first window's room is drawn anew, so that paragraphs change their place."""
    made = []
    for article, parts in zip(articles, encoded, strict=True):
        for window in windows(parts, article.text, first=rng.randint(96, 256)):
            made.append(Example(window, article))
    return made


def batches(made: list[Example], rng: random.Random) -> list[list[Example]]:
    rng.shuffle(made)
    made = [e for i in range(0, len(made), BATCH * 40) for e in sorted(made[i : i + BATCH * 40], key=lambda e: len(e.window))]
    grouped = [made[i : i + BATCH] for i in range(0, len(made), BATCH)]
    rng.shuffle(grouped)
    return grouped


def collate(batch: list[Example]) -> tuple[torch.Tensor, ...]:
    n = max(len(e.window) for e in batch)
    ids, case, quoted, mask = (torch.zeros(len(batch), n, dtype=torch.long) for _ in range(4))
    tags = torch.full((len(batch), n), IGNORED)
    for row, e in enumerate(batch):
        k = len(e.window)
        for into, values in ((ids, e.window.ids), (case, e.window.case), (quoted, e.window.quoted), (tags, e.tags)):
            into[row, :k] = torch.from_numpy(values)
        mask[row, :k] = 1
    return ids, case, quoted, mask, tags


def cues(batch: list[Example], predicted: np.ndarray, rng: random.Random):
    """(row, first, last, roles) of the cues to link: the annotated, ends shaken, and cues that the tagger dreamt up."""
    out = []
    for row, e in enumerate(batch):
        for first, last, roles in e.links:
            if rng.random() < JITTER:
                first, last = max(first - rng.randint(0, 1), 1), min(last + rng.randint(0, 1), len(e.window) - 2)
                if first > last or (e.window.paragraph[first : last + 1] != e.window.paragraph[first]).any():
                    continue
            out.append((row, first, last, roles))
    false = []
    for row, e in enumerate(batch):
        taken = np.isin(e.tags, (3, 4, IGNORED))
        hits = np.flatnonzero((predicted[row, : len(e.window)] == 3) & ~taken & (e.window.paragraph >= 0))
        false += [(row, int(i), int(i), np.zeros(len(e.window), dtype=np.int64)) for i in hits]
    return out + rng.sample(false, min(FALSE_CUES, len(false)))


def link_inputs(batch, chosen):
    """Indices and labels of every chosen cue's surroundings, padded: rows, places, distance, mask, roles."""
    parts = []
    for row, first, last, roles in chosen:
        window = batch[row].window
        region = surroundings(window, first, last)
        places = np.arange(region.start, region.stop)
        parts.append((row, places, cue_distances(places, first, last), roles[region]))
    n = max(len(p[1]) for p in parts)
    rows = torch.tensor([p[0] for p in parts])
    places, distance, mask = (torch.zeros(len(parts), n, dtype=torch.long) for _ in range(3))
    roles = torch.full((len(parts), n), IGNORED)
    for i, (_, place, dist, role) in enumerate(parts):
        k = len(place)
        places[i, :k], distance[i, :k], mask[i, :k], roles[i, :k] = map(torch.from_numpy, (place, dist, np.ones(k, int), role))
    return rows, places, distance, mask, roles


def distilled(scores, states, teacher, inputs):
    """How far tags and states are from the teacher's: what a smaller model learns beside the annotations."""
    *features, mask, _ = inputs
    with torch.no_grad(), torch.autocast(mask.device.type, dtype=torch.bfloat16):
        wanted, there = teacher(*features, mask)
    here = mask.bool()
    tags = cross_entropy(scores[here], wanted.float()[here].softmax(-1))
    return tags + mse_loss(states[here], there.float()[here])


def loss_of(tagger, linker, batch, rng, device, teacher=None):
    ids, case, quoted, mask, tags = inputs = [t.to(device) for t in collate(batch)]
    with torch.autocast(device.type, dtype=torch.bfloat16):
        scores, states = tagger(ids, case, quoted, mask)
    scores, states = scores.float(), states.float()
    tag_loss = cross_entropy(scores.flatten(0, 1), tags.flatten(), ignore_index=IGNORED, label_smoothing=SMOOTHING)
    if teacher is not None:
        tag_loss = tag_loss + distilled(scores, states, teacher, inputs)
    chosen = cues(batch, scores.argmax(-1).cpu().numpy(), rng)
    if not chosen:
        return tag_loss, tag_loss.detach(), torch.zeros(())
    rows, places, distance, near, roles = (t.to(device) for t in link_inputs(batch, chosen))
    probabilities = scores.detach().softmax(-1)
    with torch.autocast(device.type, dtype=torch.bfloat16):
        linked = linker(states[rows[:, None], places], probabilities[rows[:, None], places], distance, near)
    link_loss = cross_entropy(linked.float().flatten(0, 1), roles.flatten(), ignore_index=IGNORED, label_smoothing=SMOOTHING)
    return tag_loss + 2 * link_loss, tag_loss.detach(), link_loss.detach()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--data", "--encoder", "--out"):
        parser.add_argument(name, required=True, type=Path)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save", type=int, default=100)
    parser.add_argument("--layers", type=int, default=6, help="of the encoder; the lowest are kept")
    parser.add_argument("--teacher", type=Path, help="a trained model.pt to learn from; of a like encoder also to start from")
    parser.add_argument("--teacher-encoder", type=Path, help="its encoder, where that is another")
    parser.add_argument("--stop", type=int, default=0, help="stop after so many steps (to try things out)")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    articles = polnear.read_polnear(options.data, "train")
    encoded = [word_pieces(mark_up_words(article.text), paragraphs(article.text)) for article in articles]
    tagger, linker = tagger_on(options.encoder, options.layers).to(device), Linker().to(device)
    teacher = None
    if options.teacher:
        weights = torch.load(options.teacher, map_location=device)
        teacher = tagger_on(options.teacher_encoder or options.encoder).to(device).eval()
        teacher.load_state_dict(weights["tagger"]), linker.load_state_dict(weights["linker"])
        if type(teacher) is type(tagger):
            tagger.load_state_dict(weights["tagger"], strict=False)
    large = isinstance(tagger, LargeTagger)
    tagger.encoder.embeddings.word_embeddings.requires_grad_(False)
    steps_each = len(batches(examples(articles, encoded, random.Random(0)), random.Random(0)))
    total = steps_each * options.epochs
    new = [p for n, p in tagger.named_parameters() if not n.startswith("encoder")] + list(linker.parameters())
    groups = [
        {"params": [p for p in tagger.encoder.parameters() if p.requires_grad], "lr": LARGE_RATE if large else RATE},
        {"params": new, "lr": HEAD_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min(s / (WARMUP * total), max(0.02, (total * 1.02 - s) / (total * (1.02 - WARMUP))))
    )
    average, step = Average((tagger, linker)), 0
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device)
        for part, state in zip((tagger, linker, optimizer, schedule), saved["states"], strict=True):
            part.load_state_dict(state)
        average.values, step = saved["average"], saved["step"]
    began, seen = time.time(), 0
    for epoch in range(step // steps_each, options.epochs):
        rng = random.Random(epoch)
        grouped = batches(examples(articles, encoded, rng), rng)
        while len(grouped) < steps_each:
            grouped.append(grouped[-1])
        losses = []
        for batch in grouped[step - epoch * steps_each : steps_each]:
            tagger.train(), linker.train()
            loss, *parts = loss_of(tagger, linker, batch, rng, device, teacher)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for g in groups for p in g["params"]], 1.0)
            optimizer.step(), schedule.step(), optimizer.zero_grad()
            step, seen = step + 1, seen + sum(len(e.window) for e in batch)
            average.update(step)
            losses.append([float(p) for p in parts])
            if step % 20 == 0:
                tag, link = np.mean(losses[-20:], axis=0)
                print(
                    f"step {step}/{total} tag {tag:.4f} link {link:.4f} {seen / (time.time() - began):.0f} pieces/s", flush=True
                )
            if step % options.save == 0 or step == total:
                states = [p.state_dict() for p in (tagger, linker, optimizer, schedule)]
                part = checkpoint.with_suffix(".part")
                torch.save({"states": states, "average": average.values, "step": step}, part)
                part.replace(checkpoint)
                torch.save({"tagger": average.values[0], "linker": average.values[1]}, options.out / "model.pt")
            if step == options.stop:
                return


if __name__ == "__main__":
    main()
