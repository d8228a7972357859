"""The portrayal model: MiniLM reads a sentence once, and for each target a query looks over it; taught by the teachers.

    python portrayal_train.py --bench BENCH --encoder MINILM --texts TEXTS.jsonl ... --logits LOGITS.npz ... --out FOLDER
        [--epochs 3] [--threads 2] [--start FORMER/model.pt] [--hidden 0.0]

It learns from what the teachers say (`portrayal_teacher.py label`) of all targets of NewsMTSC's train file, but for one
document in twelve, and of mentions in other texts; in a quarter of the sentences names stand for others of their kind. Loss:
.8 squared error on the teachers' mean logits, .2 cross-entropy with the annotation where there is one. Checkpoints go to FOLDER;
started again, it goes on from the last.
"""

from __future__ import annotations

import argparse
import random
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from portrayal_data import Sentence, batches, kinds_of, name_pool, read_logits, read_newsmtsc, read_texts, renamed
from portrayal_model import PortrayalModel
from torch.nn.functional import cross_entropy
from training_loop import Average

from hearsay.text.encoder import cue_distances

RATE, HEAD_RATE, WARMUP = 2e-4, 1e-3, 0.06
TEACHER, CODED = 0.8, 0.2
RENAMED = 0.25
"""Share of sentences with other names."""
ANY_WORD = 103
"""The word piece [MASK], under which names are hidden."""


def inputs(batch: list[Sentence]) -> tuple[torch.Tensor, ...]:
    """ids, case, quoted, mask (s, n); per target its sentence, here (t, n), distance, class; and the teachers' logits (t, 3)."""
    n, targets = max(map(len, batch)), [(i, *one) for i, sentence in enumerate(batch) for one in sentence.places()]
    words = np.zeros((4, len(batch), n), np.int64)
    near = np.zeros((2, len(targets), n), np.int64)
    for i, sentence in enumerate(batch):
        held = sentence.window
        words[:, i, : len(held)] = held.ids, held.case, held.quoted, np.ones(len(held))
        for _, first, last in sentence.places() if sentence.hidden else ():
            words[0, i, first:last][held.case[first:last] > 0] = ANY_WORD
    for t, (_, _, first, last) in enumerate(targets):
        near[0, t, first:last], near[1, t] = 1, cue_distances(np.arange(n), first, last - 1)
    row, label = np.array([one[0] for one in targets]), np.array([one[1].label for one in targets])
    logits = np.array([one[1].logits for one in targets], np.float32)
    return tuple(map(torch.from_numpy, (*words, row, *near, label, logits)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--bench", "--encoder", "--out"):
        parser.add_argument(name, required=True, type=Path)
    for name in ("--texts", "--logits"):
        parser.add_argument(name, required=True, nargs="+", type=Path)
    for name, value in (("--epochs", 3), ("--threads", 2), ("--save", 100), ("--stop", 0)):
        parser.add_argument(name, type=int, default=value)
    parser.add_argument("--start", type=Path, help="a trained model.pt to go on from, with more that the teachers said")
    parser.add_argument("--hidden", type=float, default=0.0, help="share of sentences whose names are hidden")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    logits = read_logits(options.logits)
    sentences = read_texts(options.texts, logits)
    kinds = kinds_of(sentences)
    pool = name_pool(kinds)
    sentences = read_newsmtsc(options.bench / "newsmtsc" / "train.jsonl", logits, kinds) + sentences
    print(len(sentences), "sentences", sum(len(one.targets) for one in sentences), "targets", flush=True)

    def epoch(number: int) -> list[list[Sentence]]:
        rng = random.Random(number)
        drawn = [renamed(one, pool, rng) if rng.random() < RENAMED else one for one in sentences]
        drawn = [replace(one, hidden=True) if rng.random() < options.hidden else one for one in drawn]
        return batches([one for one in drawn if one.places()], rng)

    model = PortrayalModel(str(options.encoder))
    if options.start:
        model.load_state_dict(torch.load(options.start))
    model.encoder.embeddings.word_embeddings.requires_grad_(False)
    old = [part for part in model.encoder.parameters() if part.requires_grad]
    new = [part for name, part in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW([{"params": old, "lr": RATE}, {"params": new, "lr": HEAD_RATE}], weight_decay=0.01, fused=True)
    each = len(epoch(0))
    total, step = each * options.epochs, 0
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda s: min((s + 1) / (WARMUP * total), max(0.01, (total * 1.01 - s) / (total * (1.01 - WARMUP))))
    )
    average = Average([model])
    options.out.mkdir(parents=True, exist_ok=True)
    checkpoint = options.out / "checkpoint.pt"
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        for part, state in zip((model, optimizer, schedule), saved["states"], strict=True):
            part.load_state_dict(state)
        average.values, step = saved["average"], saved["step"]
    began, losses = time.time(), []
    for number in range(step // each, options.epochs):
        made = epoch(number)
        made += made[-1:] * max(0, each - len(made))
        for batch in made[step - number * each : each]:
            model.train()
            *given, label, aim = inputs(batch)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                scores = model(*given).float()
            error = (scores - scores.mean(-1, keepdim=True) - aim).square().mean(-1)
            told = cross_entropy(scores, label.clamp(min=0), reduction="none")
            loss = (TEACHER * error + CODED * torch.where(label >= 0, told, torch.zeros(()))).mean()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step(), schedule.step(), optimizer.zero_grad(set_to_none=True)
            step += 1
            losses.append(loss.item())
            average.update(step)
            if step % 20 == 0:
                print(f"step {step}/{total} loss {np.mean(losses[-60:]):.4f} {time.time() - began:.0f} s", flush=True)
            if step % options.save == 0 or step == total:
                states = [part.state_dict() for part in (model, optimizer, schedule)]
                torch.save({"states": states, "average": average.values, "step": step}, checkpoint.with_suffix(".part"))
                checkpoint.with_suffix(".part").replace(checkpoint)
                torch.save(average.values[0], options.out / "model.pt")
            if step == options.stop:
                return


if __name__ == "__main__":
    main()
