import re

from ledgerlift_server import messages


def test_every_text_has_french():
    assert messages.list_untranslated(messages.read_catalogue()) == []


def test_catalogue_holds_exactly_the_texts_in_use():
    kept = messages.read_catalogue()
    assert messages.write_text(messages.bring_up_to_date(kept)) == messages.write_text(kept)


def test_compiled_catalogue_is_current():
    compiled = (messages.FOLDER / "django.mo").read_bytes()
    assert compiled == messages.compile_catalogue(messages.read_catalogue())


def test_placeholders_survive_translation():

    placeholder = re.compile(r"%\(\w+\)s|\{\w*\}")
    for message in messages.read_catalogue():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id:
            for text in strings:
                assert set(placeholder.findall(text)) == set(placeholder.findall(ids[-1])), message.id
