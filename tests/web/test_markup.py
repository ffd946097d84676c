"""Data joined into a page stays data."""

import base64
import hashlib
import json
import re

from geo.web import markup


def test_data_cannot_end_its_element():
    for text in ("</script>", "<!--", "<!--<script>", "\u2028", "\u2029", "</SCRIPT "):
        element = markup.data_element("x", json.dumps(text, ensure_ascii=False))
        inner = element.removeprefix('<script type="application/json" id="x">')
        inner = inner.removesuffix("</script>")
        assert not re.search("</|<!--|[\u2028\u2029]", inner)
        assert json.loads(inner) == text


def test_text_is_text_within_an_element_and_an_attribute():
    assert markup.text("<a title=\"x\" id='y'>&") == (
        "&lt;a title=&quot;x&quot; id=&#x27;y&#x27;&gt;&amp;"
    )


def test_the_policy_knows_each_script_and_style_by_its_digest():
    page = markup.script("let a = 1") + markup.style("p{}") + markup.script("let b")
    policy = markup.policy(page)
    for content in ("let a = 1", "p{}", "let b"):
        digest = hashlib.sha256(content.encode()).digest()
        assert f"'sha256-{base64.b64encode(digest).decode()}'" in policy
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy


def test_tags_in_data_are_no_code_and_hide_none():
    data = markup.data_element("x", json.dumps(["<script>", "<style>"] * 2000))
    code = markup.style("p{}") + markup.script("let a = 1")
    assert markup.policy(data + code + data) == markup.policy(code)


def test_a_page_without_code_may_run_none():
    assert "script-src 'none'" in markup.policy("<p>")


def test_code_that_names_its_own_end_goes_on():
    assert markup.script('"</script>"') == '<script>"<\\/script>"</script>'
