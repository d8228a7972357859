"""Mail and pages saved as MHTML."""

from __future__ import annotations

from email.message import EmailMessage

from archived import as_stated, stated
from hearsay.reading import read_documents
from hearsay.reading.formats import mail
from made import nexis_lines, page, pieces, proquest_mail
from samples import put

THREE = pieces(3)


def message(text: str, subtype: str = "plain", charset: str = "utf-8") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["Subject"], made["Date"] = "a@example.org", "Your articles", "Sun, 05 Mar 2023 01:02:03 +0000"
    made.set_content(text, subtype=subtype, charset=charset)
    return made


def test_an_export_as_plain_text_in_a_mail(tmp_path):
    documents, problems = read_documents(put(tmp_path / "a.eml", message("\n".join(nexis_lines(THREE))).as_bytes()))
    assert problems.empty and stated(documents) == as_stated(THREE)


def test_an_export_in_a_mail_that_was_sent_on(tmp_path):
    outer = message("See below.")
    import email

    outer.add_attachment(email.message_from_bytes(proquest_mail(THREE), policy=email.policy.default))
    documents, problems = read_documents(put(tmp_path / "a.eml", outer.as_bytes()))
    assert problems.empty and stated(documents) == as_stated(THREE)


def test_a_page_saved_as_mhtml_is_the_page(tmp_path):
    whole = message(page(THREE[0]), "html").as_bytes()
    documents, problems = read_documents(put(tmp_path / "a.mhtml", whole))
    assert problems.empty and stated(documents) == as_stated(THREE[:1])


def test_letters_are_read_as_the_part_declares_them(tmp_path):
    text = "Ida-Margarethe Müller sprach über die Brücke. " * 5
    documents, _ = read_documents(put(tmp_path / "a.eml", message(text, charset="iso-8859-1").as_bytes()))
    assert "Müller sprach über die Brücke" in documents["text"][0]


def test_an_attachment_that_is_not_read_is_told(tmp_path):
    made = message("The council met on Monday, and nothing came of it.")
    made.add_attachment(b"PK", maintype="application", subtype="zip", filename="articles.zip")
    _, problems = read_documents(put(tmp_path / "a.eml", made.as_bytes()))
    assert problems["problem"].tolist() == ["the attachment 'articles.zip' is not read"] and problems["lost"].all()


def test_mail_is_known_by_its_headers():
    assert mail.FORMAT.marks(proquest_mail(THREE)) and not mail.FORMAT.marks(b"By: Ida Holt\nDate: today\n\nText")
