"""Kinds of names and phrases that were once read as somebody else's, each on several invented texts."""

from __future__ import annotations

import pytest

from labelled import labels, one


@pytest.mark.parametrize(
    ("text", "sources", "speakers"),
    [
        # names outside the Anglo pattern
        (
            "Abd al-Rahman al-Tamimi said it rains. Al-Tamimi said no more. Karim Fattah el-Masri said it pours. Masri said no.",
            ("Abd al-Rahman al-Tamimi", "Al-Tamimi", "Karim Fattah el-Masri", "Masri"),
            ("Abd al-Rahman al-Tamimi", "Abd al-Rahman al-Tamimi", "Karim Fattah el-Masri", "Karim Fattah el-Masri"),
        ),
        ("Yusuf al-Haddad said it rains. Haddad left.", ("Yusuf al-Haddad", "Haddad"), ("Yusuf al-Haddad",) * 2),
        ("Omar el-Sayed said it rains. El-Sayed said no.", ("Omar el-Sayed", "El-Sayed"), ("Omar el-Sayed",) * 2),
        ("Nadia al-Karim said it rains. Al-Karim said no.", ("Nadia al-Karim", "Al-Karim"), ("Nadia al-Karim",) * 2),
        # the first name is the short one
        ("Minister Fahri Fazil said it rains. Fahri said no.", ("Minister Fahri Fazil", "Fahri"), ("Fahri Fazil",) * 2),
        ("Minister Abiy Tolosa said it rains. Abiy said no.", ("Minister Abiy Tolosa", "Abiy"), ("Abiy Tolosa",) * 2),
        ("Minister Zuraida Kamal said it rains. Zuraida said no.", ("Minister Zuraida Kamal", "Zuraida"), ("Zuraida Kamal",) * 2),
        ("Minister Gudrun Ketils said it rains. Gudrun said no.", ("Minister Gudrun Ketils", "Gudrun"), ("Gudrun Ketils",) * 2),
        # a name that is also a place
        ("Basketball owner Mark Jordan was in town. Jordan said he would sell.", ("Jordan",), ("Mark Jordan",)),
        ("Adviser Lisa Monaco explained that it rains. Monaco said no.", ("Adviser Lisa Monaco", "Monaco"), ("Lisa Monaco",) * 2),
        ("The painter David Chad was in town. Chad said he would sell.", ("Chad",), ("David Chad",)),
        ("Singer Anna Cuba was in town. Cuba said she would sing.", ("Cuba",), ("Anna Cuba",)),
        # a month is nobody
        ("Work began in April. She said it pours.", ("She",), ("She",)),
        ("Work began on 4 June. She said it pours.", ("She",), ("She",)),
        ("Work began last August. She said it pours.", ("She",), ("She",)),
        ("By June 2020 it was dry. She said it pours.", ("She",), ("She",)),
        # one surname, two people
        (
            "Bill Cole and his wife, Hanna Cole, ran. Mr. Cole said it rains. Ms. Cole said it pours. She said no.",
            ("Mr. Cole", "Ms. Cole", "She"),
            ("Bill Cole", "Hanna Cole", "Hanna Cole"),
        ),
        ("Peter Lund married his neighbour Anna Lund. Mrs Lund said it rains.", ("Mrs Lund",), ("Anna Lund",)),
        ("Mary Doe married her neighbour John Doe. Mr Doe said it rains.", ("Mr Doe",), ("John Doe",)),
        ("John Roe saw his sister Susan Roe. Miss Roe said it rains.", ("Miss Roe",), ("Susan Roe",)),
        # the bare surname in a profile
        ("Belinda Stroud ran. She is the daughter of Frank Stroud. Stroud said it rains.", ("Stroud",), ("Belinda Stroud",)),
        ("Ottilie Frey ran. She is the niece of Paul Frey. Frey said it rains.", ("Frey",), ("Ottilie Frey",)),
        ("Sunniva Berg won. Her father is John Berg. Berg said it rains.", ("Berg",), ("Sunniva Berg",)),
        ("Thandi Mokoena won. Her son is James Mokoena. Mokoena said it rains.", ("Mokoena",), ("Thandi Mokoena",)),
        # speakers who speak together
        (
            "Tory Leader Ed Stone and Liberal Leader Kate Taft said they would go.",
            ("Tory Leader Ed Stone and Liberal Leader Kate Taft",),
            ("Ed Stone and Kate Taft",),
        ),
        ("Tony Lind and Jack Roux said it rains.", ("Tony Lind and Jack Roux",), ("Tony Lind and Jack Roux",)),
        (
            "Mayor Ann Roe, Judge Tom Poe and Senator Joe Low said it rains.",
            ("Mayor Ann Roe, Judge Tom Poe and Senator Joe Low",),
            ("Ann Roe, Tom Poe and Joe Low",),
        ),
        ("Jane Doe, a friend of John Roe, said it rains.", ("Jane Doe, a friend of John Roe,",), ("Jane Doe",)),
        # who took the photograph is nobody of the story
        (
            "Mayor Tom Lund said it rains. (Mario Jarro/Cuartosol) “It pours,” he said.",
            ("Mayor Tom Lund", "he"),
            ("Tom Lund",) * 2,
        ),
        ("Mayor Tom Lund said it rains. Ann Poe/Reuters “It pours,” he said.", ("Mayor Tom Lund", "he"), ("Tom Lund",) * 2),
        ("Mayor Ann Lund said it rains. (Jo Roe/Pool) “It pours,” she said.", ("Mayor Ann Lund", "she"), ("Ann Lund",) * 2),
        # villages are nobody
        (
            "Chief Hlalane denied it. “Offices are built in Ha Lepho, Ha Pito and Mokoane.” He said it rains.",
            ("Chief Hlalane", "He"),
            ("Hlalane", "Hlalane"),
        ),
        ("Mayor Tom Lund said it rains. It pours near Vilo Sarka. He said no.", ("Mayor Tom Lund", "He"), ("Tom Lund",) * 2),
        ("Mayor Tom Lund said it rains. A road goes to Ko Lanta Yai. He said no.", ("Mayor Tom Lund", "He"), ("Tom Lund",) * 2),
        # an organisation that a country's name ends
        ("Clean Coast Namibia said it rains.", ("Clean Coast Namibia",), ("Clean Coast Namibia",)),
        ("Fair Vote Kenya said it rains.", ("Fair Vote Kenya",), ("Fair Vote Kenya",)),
        ("Open Doors Malta said it rains.", ("Open Doors Malta",), ("Open Doors Malta",)),
        ("River Keepers Chile said it rains.", ("River Keepers Chile",), ("River Keepers Chile",)),
        # an acronym that is also a pronoun; initials
        ("The WHO said it was early.", ("The WHO",), ("WHO",)),
        ("The Widget Makers Alliance met. The WMA said it rains.", ("The WMA",), ("Widget Makers Alliance",)),
        ("The Norwegian Farmers Union met. The NFU said it rains.", ("The NFU",), ("Norwegian Farmers Union",)),
        # general words for a body
        ("Le Monde ran a story. The paper said it rains.", ("The paper",), ("Le Monde",)),
        ("NATO met. The alliance said it rains.", ("The alliance",), ("NATO",)),
        # the government of the country with which the sentence opens
        (
            "The Swedish government said it rains. In Finland, the government said it pours.",
            ("The Swedish government", "the government"),
            ("Swedish government", "Finnish government"),
        ),
        (
            "The Chilean parliament said it rains. In Peru, the parliament said it pours.",
            ("The Chilean parliament", "the parliament"),
            ("Chilean parliament", "Peruvian parliament"),
        ),
        (
            "The Kenyan army said it rains. Across Uganda, the army said it pours.",
            ("The Kenyan army", "the army"),
            ("Kenyan army", "Ugandan army"),
        ),
        # whose statement it is
        ("The Foreign Ministry said it rains. The statement said it pours.", ("The Foreign Ministry", "The statement"), None),
    ],
)
def test_who_speaks(text: str, sources: tuple[str, ...], speakers: tuple[str, ...] | None) -> None:
    marks, at = [], 0
    for source in sources:
        at = text.index(source, at) + len(source)
        cue, content = text[at:].split()[0], text[at:].split(". ")[0].split(" ", 2)[-1]
        marks.append((source, cue, content))
    found = [label.speaker for label in labels(text, *marks)]
    assert found == list(speakers) if speakers else len(set(found)) == 1


@pytest.mark.parametrize(
    ("source", "country"),
    [
        ("The Kremlin-installed authorities of the Luhansk region", "RU"),
        ("The Moscow-appointed governor of the Kherson region", "RU"),
        ("the Russian-installed mayor of Melitopol", "RU"),
        ("the Kremlin-imposed head of the Donetsk region", "RU"),
        ("the Hamas-run health ministry", "PS"),
        ("an analyst at the Tel Aviv-based Institute for Rain", "IL"),
        ("a New York-based lender", "US"),
        ("the Iran-backed group", "not stated"),
        ("Kyiv's European allies", "not stated"),
        ("Iran's critics", "not stated"),
        ("Beijing's rivals", "not stated"),
        ("Norway's opponents", "not stated"),
    ],
)
def test_whose_country_it_is_not(source: str, country: str) -> None:
    assert one(source).country == country


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        (
            "Georgia officials said it rains. Georgia Secretary of State Lee Roper told reporters in Atlanta it pours.",
            ("Georgia officials", "Georgia Secretary of State Lee Roper"),
        ),
        ("U.S. voters wait. Georgia lawmakers said it rains.", ("Georgia lawmakers",)),
        ("Republicans wait. Georgia Governor Lee Roper said it rains.", ("Georgia Governor Lee Roper",)),
        ("Americans wait. A Georgia judge said it rains.", ("A Georgia judge",)),
    ],
)
def test_georgia_is_a_state_where_the_text_speaks_of_the_us(text: str, sources: tuple[str, ...]) -> None:
    marks = [(source, text.split(source)[1].split()[0], text.split(source)[1].split()[1]) for source in sources]
    assert {label.country for label in labels(text, *marks)} <= {"US", "not stated"}


def test_georgia_is_a_country_where_the_text_says_so() -> None:
    text = "Tbilisi waits. Georgia's government said it rains."
    assert labels(text, ("Georgia's government", "said", "it rains"))[0].country == "GE"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("Joshua Simms, a lawyer for the US State Department,", "named official"),
        ("The Swedish brochure", "document or intelligence"),
        ("the leaflet", "document or intelligence"),
        ("a Norwegian pamphlet", "document or intelligence"),
        ("the Danish handbook", "document or intelligence"),
        ("Kari Holm, an attorney for the Norwegian Defense Ministry,", "named official"),
        ("Luis Rojas, a lawyer for the Chilean Foreign Ministry,", "named official"),
        ("Lisa O. Monaco, the president's adviser on homeland security,", "named official"),
    ],
)
def test_of_which_kind(source: str, kind: str) -> None:
    assert one(source).source_type == kind
