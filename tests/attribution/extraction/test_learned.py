"""The learned extractor: survives any text, and depends on nothing but the text."""

import gzip
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hearsay as hs
from hearsay.attribution import attributions
from hearsay.attribution.extraction import decoding, learned
from hearsay.attribution.extraction.decoding import CONTENT, NONE, SOURCE, Settings
from hearsay.errors import InputError
from hearsay.parsing import sentences
from hearsay.schema import frame
from hearsay.text import encoder
from hearsay.text.spans import SentenceSpan

NEWS = (
    "The harbour will close on Monday, the port authority said in a statement.",
    "“We were told nothing,” said Maria Lund, who runs a ferry. She added that her crew had not been paid.",
    "According to two officials familiar with the talks, the mayor denied that a deal had been reached.",
    "The bridge opened in 1931. It has two lanes.",
)
ODD = st.text(alphabet=st.sampled_from("ab C.,:;!?\n\t “”\"'‘’«»``said told é中ש🙂\u200b-"), max_size=300)


def passages(text: str) -> list[SentenceSpan]:
    """Each line a paragraph of one sentence."""
    made, at = [], 0
    for number, line in enumerate(text.split("\n")):
        if line.strip():
            made.append(SentenceSpan(at, at + len(line), number, number, "body"))
        at += len(line) + 1
    return made


def tables(texts: list[str]):
    documents = frame(
        "documents",
        [
            {"document_id": f"{n:03}", "path": "", "format": "text", "sha256": "", "text": text}
            | {f"supplied_{name}": "not stated" for name in ("outlet", "title", "published", "url")}
            for n, text in enumerate(texts)
        ],
    )
    blocks = frame(
        "blocks",
        [
            {"document_id": f"{n:03}", "block_no": p.paragraph_no, "start": p.start, "end": p.end, "label": "body"}
            | {"detail": "", "confidence": 1.0}
            for n, text in enumerate(texts)
            for p in passages(text)
        ],
    )
    return documents, sentences(documents, blocks)


def found(text: str):
    return [
        (text[slice(*one.source)] if one.source else "", text[slice(*one.cue)], " … ".join(text[slice(*c)] for c in one.content))
        for one in sorted(learned.extract_learned(text, passages(text)), key=lambda one: one.cue)
    ]


def test_direct_indirect_and_cue_after_the_content():
    text = "\n\n".join(NEWS)
    heads = {(source, cue) for source, cue, _ in found(text)}
    assert ("the port authority", "said") in {(s, c.split()[0]) for s, c in heads}
    assert any("Maria Lund" in source and cue == "said" for source, cue in heads)
    assert any("officials" in source and cue == "According to" for source, cue in heads)
    assert not any("two lanes" in content for _, _, content in found(text))


def test_an_attribution_inside_another_is_nested():
    text = NEWS[2]
    inner = [one for one in learned.extract_learned(text, passages(text)) if one.parent is not None]
    assert any(text[slice(*one.cue)].endswith("denied") for one in inner)


def test_no_word_is_a_cue_of_two_attributions():
    text = (
        "Ann Lee, the mayor, said on Monday that Karl Lind had told her that the bridge was safe, and that the road was closed."
    )
    found = learned.extract_learned(f"{text}\nOla Nord said it was late.", passages(f"{text}\nOla Nord said it was late."))
    cues = sorted(one.cue for one in found)
    assert len(cues) == 3 and all(one[1] <= other[0] for one, other in pairwise(cues)), "it was read with “her” and without"


@given(ODD)
@settings(max_examples=60, deadline=None)
def test_any_text_is_survived_and_every_span_lies_in_a_passage(text):
    given_passages = passages(text)
    for one in learned.extract_learned(text, given_passages):
        for start, end in [one.cue, *one.content, *([one.source] if one.source else [])]:
            assert 0 <= start < end <= len(text)
            assert any(p.start <= start and end <= p.end for p in given_passages)
        assert 0 <= one.confidence <= 1


@pytest.mark.parametrize("line", ["said " * 4000, "x" * 20000, "“" * 3000, "中" * 3000, "🙂" * 2000, "a\u0301" * 2000])
def test_extreme_lines_are_survived(line):
    learned.extract_learned(line, passages(line))


def test_threads_and_batches_change_nothing(monkeypatch):
    texts = ["\n\n".join(NEWS[n % 4 :] + NEWS[: n % 4]) for n in range(64)]
    together = attributions(*tables(texts), extractor="model")
    alone = [attributions(*tables([text]), extractor="model").assign(article_id=f"{n:03}") for n, text in enumerate(texts[:4])]
    for n, table in enumerate(alone):
        same = together[together["article_id"] == f"{n:03}"].reset_index(drop=True)
        hs.schema.validate("attributions", table)
        assert same.equals(table)
    monkeypatch.setattr(learned, "THREADS", 2)
    assert attributions(*tables(texts[:4]), extractor="model").equals(
        together[together["article_id"] < "004"].reset_index(drop=True)
    )


def test_no_product_of_the_tagger_can_saturate():
    """7-bit weights: two products of u8 × s7 fit in 16 bits, so AVX2 and VNNI machines give the same sums."""
    onnx = pytest.importorskip("onnx")
    packed = Path(hs.__file__).parent / "models" / "attribution-tagger.onnx.gz"
    weights = {
        tensor.name: onnx.numpy_helper.to_array(tensor)
        for tensor in onnx.load_from_string(gzip.decompress(packed.read_bytes())).graph.initializer
        if tensor.data_type == onnx.TensorProto.INT8
    }
    products = [name for name in weights if "MatMul" in name]
    assert len(products) >= 36
    assert all(np.abs(weights[name].astype(int)).max() <= 64 for name in products)


def test_the_cheapest_path_keeps_to_the_likeliest_role_unless_a_change_pays():
    plain = Settings(0.5, 1.0, 0.0, 0.0, (0.0, 1.0, 1.0, 1.0, 1.0), 0.0)
    sure = np.array([[[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.1, 0.8, 0.1], [0.9, 0.05, 0.05]]])
    assert decoding.decode_roles(sure, [4], plain).tolist() == [[NONE, SOURCE, SOURCE, NONE]]
    blip = np.array([[[0.05, 0.05, 0.9], [0.05, 0.05, 0.9], [0.4, 0.25, 0.35], [0.05, 0.05, 0.9]]])
    assert decoding.decode_roles(blip, [4], plain).tolist() == [[CONTENT] * 4]


def test_padding_has_no_say():
    plain = Settings(0.5, 1.0, 0.0, 0.0, (0.0, 1.0, 1.0, 1.0, 1.0), 0.0)
    roles = np.array([[[0.1, 0.1, 0.8], [0.2, 0.1, 0.7], [0.9, 0.05, 0.05]]])
    padded = np.concatenate([roles[:, :2], np.full((1, 30, 3), 1 / 3)], axis=1)
    assert (
        decoding.decode_roles(padded, [2], plain)[0, :2].tolist() == decoding.decode_roles(roles[:, :2], [2], plain)[0].tolist()
    )


@given(ODD)
@settings(max_examples=60, deadline=None)
def test_windows_hold_every_piece_once(text):
    page = encoder.mark_up_words(text)
    parts = encoder.word_pieces(page, [(p.start, p.end) for p in passages(text)])
    whole = np.concatenate([part.starts for part in parts]) if parts else np.array([])
    packed = [window.starts[window.paragraph >= 0] for window in encoder.windows(parts, text, size=32)]
    assert np.concatenate(packed).tolist() == whole.tolist() if packed else not len(whole)


def test_a_higher_operating_point_reports_a_subset():
    text = "\n\n".join(NEWS)
    cues = {
        least: {one.cue for one in learned.extract_learned(text, passages(text), least=least) if one.parent is None}
        for least in (0.2, 0.9)
    }
    assert cues[0.9] <= cues[0.2]


def test_the_operating_point_can_be_moved_from_the_face(tmp_path):
    (tmp_path / "a.txt").write_text("The harbour closes\n\n" + "\n\n".join(NEWS), encoding="utf-8")
    few, many = (hs.read(tmp_path, extractor="model", least=least).attributions for least in (0.95, 0.2))
    assert set(few.query("level == 1")["cue_start"]) <= set(many.query("level == 1")["cue_start"])
    assert (few["confidence"] >= 0.95).all() and len(many)
    with pytest.raises(InputError, match="knows no confidence"):
        hs.read(tmp_path, extractor="baseline", least=0.5).attributions  # noqa: B018
