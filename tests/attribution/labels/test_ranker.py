"""What is known of each candidate, in columns."""

import numpy as np

from hearsay.attribution.labels.candidates import ArticleMentions
from hearsay.attribution.labels.context import ArticleContext
from hearsay.attribution.labels.ranker import Anaphor, Setting, antecedent_columns, chosen, likeliest, same_office
from hearsay.entities.noun_phrases import read_mention
from hearsay.entities.people import index_entities
from hearsay.text.spans import Attribution
from labelled import passages_of


def asked(text: str, source: str) -> tuple[Anaphor, list[str], np.ndarray]:
    passages = passages_of(text)
    article = ArticleContext(index_entities(text, passages), passages, [])
    span = (text.index(source), text.index(source) + len(source))
    mentions = ArticleMentions(article)
    found = mentions.candidates(span)
    setting = Setting(Attribution(span, (span[1], span[1] + 1), ()), None, mentions)
    anaphor = Anaphor(read_mention(text, *span), span, setting)
    return anaphor, [one.speaker.name for one in found], antecedent_columns(article, anaphor, found)


def test_a_row_for_each_candidate_and_one_for_nobody() -> None:
    _, names, columns = asked("Mayor Jane Doe met Norway. She said it pours.", "She")
    assert len(columns) == len(names) + 1
    assert columns[-1, -1] == 1.0 and not columns[:-1, -1].any()


def test_the_nearer_of_two_speakers_is_likelier() -> None:
    anaphor, names, columns = asked("Jane Doe slept. It rained. It rained. Mary Roe spoke. She said it pours.", "She")
    assert names[likeliest(anaphor, columns)] == "Mary Roe"


def test_no_minister_is_a_prime_minister() -> None:
    minister = read_mention("the minister", 0, 12)
    assert [same_office(minister, title) for title in ("minister", "prime minister", "farmer", "")] == [1.0, -1.0, 0.0, 0.0]


def test_in_doubt_a_role_stands_for_itself_and_a_pronoun_for_somebody() -> None:
    margins = np.array([0.3, 0.1])
    assert (chosen("role", margins), chosen("pronoun", margins)) == (1, 0)
