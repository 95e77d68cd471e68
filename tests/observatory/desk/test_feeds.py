import pytest

from multivector.observatory.desk.failures import Failure
from multivector.observatory.desk.feeds import read

LONG = "Казахстан и Россия подписали соглашение. " * 20
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>News</title>
<item><title>One &amp; only</title><link>/one</link><pubDate>Fri, 12 May 2017 10:00:00 +0600</pubDate><dc:creator>A. Writer</dc:creator><description>short</description></item>
<item><title>Two</title><link>https://example.org/two</link><content:encoded><![CDATA[<p>{LONG}</p><script>alert(1)</script><p>End</p>]]></content:encoded></item>
<item><title>Bad</title><link>javascript:alert(1)</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>One &amp; only</title>
<link rel="self" href="/self"/><link href="/one"/><updated>2017-05-12T10:00:00Z</updated><author><name>A. Writer</name></author><summary>short</summary></entry>
<entry><title>Two</title><link href="https://example.org/two"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p><p>End</p></div></content></entry></feed>"""
RDF = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>News</title></channel><item><title>One &amp; only</title><link>/one</link><dc:date>2017-05-12</dc:date><dc:creator>A. Writer</dc:creator></item>
<item><title>Two</title><link>https://example.org/two</link><description>&lt;p&gt;{LONG}&lt;/p&gt;&lt;p&gt;End&lt;/p&gt;</description></item></rdf:RDF>"""


@pytest.mark.parametrize("feed", [RSS, ATOM, RDF], ids=["rss", "atom", "rdf"])
def test_feeds(feed):
    found = read(feed.encode(), "https://example.org/feed")
    assert found.title == "News"
    one, two = found.items
    assert (one.title, one.url, one.published, one.author) == (
        "One & only",
        "https://example.org/one",
        "2017-05-12",
        "A. Writer",
    )
    assert one.text == ""
    assert two.url == "https://example.org/two"
    assert two.text.split("\n") == [LONG.strip(), "End"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"words",
        b"<html><body><p>A page</p></body></html>",
        b"<rss><channel><title>Empty</title></channel></rss>",
        b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><link>http://x.org/</link><title>&b;</title></item></channel></rss>',
        b'<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><link>http://x.org/</link><title>&f;</title></item></channel></rss>',
    ],
)
def test_what_is_no_feed(body):
    with pytest.raises(Failure) as caught:
        read(body, "https://example.org/")
    assert caught.value.code == "feed"
