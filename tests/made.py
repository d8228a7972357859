"""Files in the layouts of archives, tables, feeds and the web, written by this code around articles of our own."""

# ruff: noqa: E501  (markup stands on lines as archives write it)

from __future__ import annotations

import gzip
import io
import json
from dataclasses import dataclass
from pathlib import Path

TOPICS = ("harbour", "railway", "library", "market", "museum", "orchard", "quarry", "stadium", "theatre", "windmill")
VERBS = ("opened", "closed", "moved", "repaired", "painted", "sold", "rented", "searched", "flooded", "heated")
PLACES = ("Arnford", "Beckton", "Colwick", "Dunmere", "Elmsay", "Farholm", "Gristow", "Hexcombe", "Inverby", "Jarrowden")


@dataclass(frozen=True)
class Piece:
    """One invented article."""

    number: int
    paragraphs: int = 6

    @property
    def title(self) -> str:
        return f"Council of {self.place} votes on the {self.topic} plan no. {self.number}"

    @property
    def topic(self) -> str:
        return TOPICS[self.number % 10]

    @property
    def place(self) -> str:
        return PLACES[self.number // 10 % 10]

    @property
    def outlet(self) -> str:
        return "The Arnford Gazette" if self.number % 2 else "The Beckton Post"

    @property
    def author(self) -> str:
        return "Jane Doe" if self.number % 2 else "John Roe"

    @property
    def day(self) -> int:
        return 1 + self.number % 27

    @property
    def iso(self) -> str:
        return f"2023-02-{self.day:02}"

    @property
    def url(self) -> str:
        return f"https://news.example.org/{self.number}/plan"

    @property
    def body(self) -> list[str]:
        return [self._paragraph(n) for n in range(self.paragraphs)]

    def _paragraph(self, n: int) -> str:
        seed = self.number * 31 + n * 7
        verb, other = VERBS[seed % 10], TOPICS[(seed + 3) % 10]
        return (
            f"The mayor of {self.place} said in session {seed} that the {self.topic} would be {verb} before the {other} of "
            f"house {seed + 11}, and that {seed + 100} people had asked for it in writing. The paper named nobody else in part {n}."
        )

    @property
    def words(self) -> int:
        return sum(len(paragraph.split()) for paragraph in self.body)


def pieces(count: int, first: int = 1) -> list[Piece]:
    return [Piece(number) for number in range(first, first + count)]


def nexis_lines(articles: list[Piece], declared: int | None = None) -> list[str]:
    """Cover page and articles as Nexis Uni delivers them."""
    lines = ["User Name: reader", "Date and Time: Monday, March 6, 2023 10:15:00 AM", "Job Number: 1234567", ""]
    lines += [f"Documents ({len(articles) if declared is None else declared})"]
    for n, piece in enumerate(articles, start=1):
        lines += [f"{n}. {piece.title}", "Client/Matter: -None-", "Search Terms: plan", "Search Type: Terms and Connectors", ""]
    for piece in articles:
        lines += [
            "", piece.title, piece.outlet, f"February {piece.day}, 2023 Wednesday", "",
            f"Copyright 2023 {piece.outlet} All Rights Reserved",
            "Section: NEWS; Pg. 4", f"Length: {piece.words} words", f"Byline: By {piece.author}", "Body", "", *piece.body,
            "Graphic", "",
            f"PHOTO: The {piece.topic}", f"Load-Date: February {piece.day}, 2023", "", "End of Document",
        ]  # fmt: skip
    return lines


def docx(lines: list[str], path: Path) -> Path:
    from docx import Document

    document = Document()
    for line in lines:
        document.add_paragraph(line)
    document.save(str(path))
    return path


def rtf(lines: list[str], path: Path) -> Path:
    def escaped(line: str) -> str:
        line = line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        return "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in line)

    body = "".join(f"{{\\pard {escaped(line)}\\par}}\n" for line in lines)
    path.write_text(f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\n{body}}}", encoding="ascii")
    return path


def factiva_lines(articles: list[Piece]) -> list[str]:
    """Articles as Factiva prints them to be read."""
    lines = []
    for piece in articles:
        lines += [
            piece.title, f"By {piece.author}", f"{piece.words} words", f"{piece.day} February 2023", "10:15", piece.outlet,
            "ARNG", "English", f"(c) 2023 {piece.outlet}. All Rights Reserved.", "", *piece.body,
            f"Document ARNG0000202302{piece.day:02}e{piece.number:08}", "",
        ]  # fmt: skip
    return [*lines, "Search Summary", "Text", "plan", f"Results Found: {len(articles)}"]


def factiva_html(articles: list[Piece], coded: bool) -> str:
    return f"<!DOCTYPE html><html><body>{''.join((_coded if coded else _printed)(piece) for piece in articles)}</body></html>"


def _printed(piece: Piece) -> str:
    paragraphs = "".join(f'<p class="articleParagraph enarticleParagraph">{line}</p>' for line in piece.body)
    return (
        f'<div id="article-ARNG{piece.number}" class="article enArticle"><p></p><div id="hd"><span class="enHeadline">{piece.title}</span></div>'
        f'<div class="author">By {piece.author}</div><div>{piece.words} words</div><div>{piece.day} February 2023</div><div>10:15</div>'
        f"<div>{piece.outlet}</div><div>ARNG</div><div>English</div><div>Copyright 2023</div>{paragraphs}"
        f"<p>Document ARNG0000202302{piece.day:02}e{piece.number:08}</p></div>"
    )


def _coded(piece: Piece) -> str:
    body = "".join(f'<p class="articleParagraph enarticleParagraph">{line}</p>' for line in piece.body[1:])
    cells = {
        "SE": "News", "HD": f'<span class="enHeadline">{piece.title}</span>', "BY": f"By {piece.author}", "WC": f"{piece.words} words",
        "PD": f"{piece.day} February 2023", "SN": piece.outlet, "SC": "ARNG", "LA": "English", "CY": "Copyright 2023",
        "LP": f'<p class="articleParagraph enarticleParagraph">{piece.body[0]}</p>', "TD": body, "AN": f"Document ARNG{piece.number:024}",
    }  # fmt: skip
    rows = "".join(f'<tr><td class="index"><b>{code}</b></td><td>{cell}</td></tr>' for code, cell in cells.items())
    return f'<div class="article enArticle"><table>{rows}</table></div>'


def proquest_txt(articles: list[Piece], declared: int | None = None) -> str:
    rule = "_" * 60
    parts = [rule]
    for n, piece in enumerate(articles, start=1):
        body = "\n\n".join(piece.body)
        parts.append(
            f"\n\nDocument {n} of {len(articles) if declared is None else declared}\n\n{piece.title}\n\nAuthor: {piece.author}\n\n"
            f"Publication info: {piece.outlet} ; Arnford [Arnford]. {piece.day} Feb 2023: A.4.\n\nFull text: {body}\n\n"
            f"Subject: Councils; Plans\n\nLocation: {piece.place}\n\nTitle: {piece.title}\n\nPublication title: {piece.outlet}; Arnford\n\n"
            f"Pages: A.4\n\nPublication year: 2023\n\nPublication date: Feb {piece.day}, 2023\n\nSection: News\n\n"
            f"ProQuest document ID: {900000 + piece.number}\n\nDocument URL: https://search.proquest.com/docview/{900000 + piece.number}\n\n"
            f"Copyright: (c) 2023\n\nLast updated: 2023-03-01\n\nDatabase: Newsstream\n\n{rule}"
        )
    return "".join(parts) + "\n\nContact us at: http://www.proquest.com\n\nDatabase copyright 2023\n"


def proquest_html(articles: list[Piece]) -> str:
    def labelled(label: str, value: str) -> str:
        return f"<p><strong>{label}: </strong>{value}</p>"

    parts = []
    for n, piece in enumerate(articles, start=1):
        body = "".join(f"<p>{line}</p>" for line in piece.body)
        parts.append(
            f"<p>Document {n} of {len(articles)}</p><h2>{piece.title}</h2>{labelled('Author', piece.author)}"
            f"<p><strong>Full text: </strong></p>{body}{labelled('Subject', 'Councils')}{labelled('Publication title', piece.outlet)}"
            f"{labelled('Publication date', f'Feb {piece.day}, 2023')}{labelled('ProQuest document ID', str(900000 + piece.number))}<hr>"
        )
    return f"<html><head><title>ProQuest</title></head><body>{''.join(parts)}</body></html>"


def europresse_html(articles: list[Piece]) -> str:
    parts = [
        f'<article><header><div><span class="DocPublicationName">{piece.outlet}</span></div>'
        f'<span class="DocHeader">mercredi {piece.day} février 2023 - {piece.words} mots, p. 4</span>'
        f'<div class="titreArticle"><p class="titreArticleVisu rdp__articletitle">{piece.title}</p></div>'
        f'<div class="docAuthors">{piece.author}</div></header><div class="docOcurrContainer">{"".join(f"<p>{p}</p>" for p in piece.body)}'
        "</div></article>"
        for piece in articles
    ]
    return f"<html><body>{''.join(parts)}</body></html>"


def page(piece: Piece) -> str:
    """A page of the web: menu, article, teasers, comments, footer."""
    body = "".join(f"<p>{line}</p>" for line in piece.body)
    menu = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in PLACES)
    linked = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": piece.title,
        "datePublished": f"{piece.iso}T08:00:00+01:00",
    }
    linked |= {"author": {"@type": "Person", "name": piece.author}, "publisher": {"@type": "Organization", "name": piece.outlet}}
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{piece.title} | {piece.outlet}</title>'
        f'<meta property="og:title" content="{piece.title}"><meta property="og:site_name" content="{piece.outlet}">'
        f'<link rel="canonical" href="{piece.url}"><script type="application/ld+json">{json.dumps(linked)}</script></head><body>'
        f'<nav><ul>{menu}</ul></nav><main><article><h1>{piece.title}</h1><p class="byline">By {piece.author}</p>{body}</article></main>'
        '<section class="comments"><h2>Comments</h2><p>First! I do not believe a word of what they say here, said nobody.</p></section>'
        "<footer><p>Terms of use</p><p>Privacy</p></footer></body></html>"
    )


def rss(articles: list[Piece], full: bool = True) -> str:
    items = "".join(
        f"<item><title>{p.title}</title><link>{p.url}</link><dc:creator>{p.author}</dc:creator>"
        f"<pubDate>Wed, {p.day:02} Feb 2023 08:00:00 GMT</pubDate><description>{p.body[0]}</description>"
        + (f"<content:encoded><![CDATA[{''.join(f'<p>{line}</p>' for line in p.body)}]]></content:encoded>" if full else "")
        + "</item>"
        for p in articles
    )
    spaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    head = f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {spaces}><channel><title>The Arnford Gazette</title>'
    return f"{head}{items}</channel></rss>"


def atom(articles: list[Piece]) -> str:
    entries = "".join(
        f'<entry><title>{p.title}</title><link rel="alternate" href="{p.url}"/><published>{p.iso}T08:00:00Z</published>'
        f'<author><name>{p.author}</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
        f"{''.join(f'<p>{line}</p>' for line in p.body)}</div></content></entry>"
        for p in articles
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>The Arnford Gazette</title>{entries}</feed>'


def warc_record(url: str, html: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8") -> bytes:
    payload = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(html)}\r\n\r\n".encode() + html
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2023-03-01T10:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{abs(len(html)):012}>\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(payload)}\r\n\r\n"
    )
    return head.encode() + payload + b"\r\n\r\n"


def warc(articles: list[Piece], packed: bool = True) -> bytes:
    records = [warc_record("https://news.example.org/robots.txt", b"User-agent: *", kind="text/plain")]
    records += [warc_record(piece.url, page(piece).encode()) for piece in articles]
    records += [warc_record("https://news.example.org/gone", b"<html>gone</html>", status="404 Not Found")]
    return b"".join(map(gzip.compress, records)) if packed else b"".join(records)


def rows(articles: list[Piece]) -> list[dict[str, str]]:
    return [
        {
            "id": f"a{p.number}", "headline": p.title, "author": p.author, "date": p.iso, "source": p.outlet, "url": p.url,
            "content": "\n\n".join(p.body),
        }
        for p in articles
    ]  # fmt: skip


def csv_text(records: list[dict[str, str]], mark: str = ",") -> str:
    import csv

    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(records[0]), delimiter=mark)
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()
