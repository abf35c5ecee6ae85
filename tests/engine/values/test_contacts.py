import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledgerlift.values.contacts import parse_emails, parse_phones


def phones(texts, **known):
    frame = pl.DataFrame({"phone": texts}, schema={"phone": pl.String})
    found = frame.select(parse_phones(pl.col("phone"), **known).alias("found")).unnest("found")
    return found.rows()


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("John.Smith@Example.COM", "John.Smith@example.com"),
        ("John <j.d@x.co.uk>", "j.d@x.co.uk"),
        ("a@b.com; c@d.com", "a@b.com"),
        ("a@b.com, c@d.com", "a@b.com"),
        ("mailto:a@b.fr", "a@b.fr"),
        ("a@b.com.", "a@b.com"),
        ("jörg@exämple.de", "jörg@exämple.de"),
        ("o'neil+ap@x.ie", "o'neil+ap@x.ie"),
        ("bad", None),
        ("x@y", None),
        ("a..b@c.com", None),
        ("@x.com", None),
        ("N/A", None),
        ("", None),
    ],
)
def test_email_address_is_read(text, address):
    assert parse_emails(pl.Series([text])).to_list() == [address]


@pytest.mark.parametrize(
    ("text", "region", "found"),
    [
        ("(212) 555-0147 ext 12", "US", ("+12125550147", "12")),
        ("212.555.0147 x12", "US", ("+12125550147", "12")),
        ("514-555-0199 poste 4", "CA", ("+15145550199", "4")),
        ("+1 514 555 0199", None, ("+15145550199", None)),
        ("+44 20 7946 0000", "US", ("+442079460000", None)),
        ("020 7946 0000", "GB", ("+442079460000", None)),
        ("01 42 68 53 00", "FR", ("+33142685300", None)),
        ("01 42 68 53 00", None, ("01 42 68 53 00", None)),
        ("(312) 436-0000 Ext. 0000", "US", ("+13124360000", None)),
        ("31243600001234", "US", ("+13124360000", "1234")),
        ("12345", "US", ("12345", None)),
        ("()-", "US", (None, None)),
        ("000-000-0000", "US", (None, None)),
        ("N/A", "US", (None, None)),
        (None, "US", (None, None)),
    ],
)
def test_phone_is_read_with_its_extension(text, region, found):
    assert phones([text], region=region) == [found]


def test_region_may_be_a_column():
    frame = pl.DataFrame({"phone": ["020 7946 0000", "01 42 68 53 00"], "country": ["GB", "FR"]})
    found = frame.select(parse_phones(pl.col("phone"), region=pl.col("country")).struct.field("phone"))
    assert found.to_series().to_list() == ["+442079460000", "+33142685300"]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.one_of(st.none(), st.text(max_size=20)), max_size=6), st.sampled_from([None, "US", "ZZ"]))
def test_any_text_is_read_or_null(texts, region):
    assert len(phones(texts, region=region)) == len(texts)
    assert parse_emails(pl.Series(texts, dtype=pl.String)).len() == len(texts)
