"""Styles written once: the page looks the same and is smaller, and what an article says is never taken for a tag."""

from __future__ import annotations

from hearsay.report.page import shared_styles

PAGE = "<html><head><style>\nbody{}\n</style></head><body>%s</body></html>"


def shared(body: str) -> str:
    return shared_styles(PAGE % body)


def test_a_style_of_several_elements_becomes_a_class_of_the_sheet():
    made = shared("""<p style='color:red'>a</p><td class="number" style="color:red">b</td><i style='top:1px'>c</i>""")
    assert ".k0.k0.k0{color:red}\n</style>" in made
    assert '<p class="k0">a</p><td class="k0 number">b</td>' in made
    assert "<i style='top:1px'>c</i>" in made, "what is used once stays where it is"


def test_classes_are_numbered_by_where_they_first_stand():
    made = shared("<b style='top:1px'>.</b><i style='left:1px'>.</i>" * 2)
    assert made.index(".k0.k0.k0{top:1px}") < made.index(".k1.k1.k1{left:1px}")


def test_what_an_article_says_of_styles_is_left_as_it_is():
    said = """He wrote &lt;p style='color:red'&gt; and "style='color:red'" twice. """
    assert shared(f"<p>{said}</p><p>{said}</p>") == PAGE % f"<p>{said}</p><p>{said}</p>"


def test_an_attribute_that_holds_a_style_is_no_style():
    titled = """<b title="see style='color:red' there" style='top:1px'>.</b>""" * 2
    made = shared(titled)
    assert made.count("see style='color:red' there") == 2


def test_a_page_without_a_sheet_stays_as_it_is():
    bare = "<p style='top:1px'>.</p><p style='top:1px'>.</p>"
    assert shared_styles(bare) == bare
