"""Companies from a CSV: all of them, or every mistake with its row and column and none of them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ledgerlift_server.companies.models import Company, Invitation

BULK = "/portal/companies/csv/"


@pytest.fixture
def send(client, staff):
    client.force_login(staff)

    def send_(text, **more):
        content = text if isinstance(text, bytes) else text.encode()
        return client.post(BULK, {"file": SimpleUploadedFile("companies.csv", content), **more})

    return send_


def mistakes_of(answer):
    assert answer.status_code == 422
    return [(mistake.row, mistake.column, mistake.sentence) for mistake in answer.context["mistakes"]]


def test_file_with_everything_makes_all_companies_and_invites_them(send, staff, company, run_jobs, mailoutbox):
    text = (
        "Company name;E-mail;Language;Owners;Parent company;Tags;Subscriptions;Description\n"
        f"Birch;a@birch.example;fr;{staff.email};Maple Builders;region: east;x@hill.example, y@hill.example;A mill\n"
        "\n"
        "Cèdre;b@cedre.example;;;;;;\n"
    )
    assert send(text, invite="on").url == "/portal/companies/"
    birch, cedre = Company.objects.exclude(pk=company.pk).order_by("name")
    assert (birch.parent, birch.contact_language, birch.tags) == (company, "fr-ca", {"region": "east"})
    assert birch.subscriptions == ["x@hill.example", "y@hill.example"]
    assert list(birch.owners.all()) == [staff]
    assert (cedre.name, cedre.contact_language) == ("Cèdre", "en")
    run_jobs()
    assert [letter.to for letter in mailoutbox] == [["a@birch.example"], ["b@cedre.example"]]


def test_every_mistake_is_named_with_row_and_column_and_nothing_is_made(send):
    answer = send(
        "Name,E-mail,Language,Owners,Parent,Tags,Colour\n"
        "Birch,a@birch.example,en,,,,\n"
        "Oak <x>,nobody,de,who@hill.example,Nowhere,red,\n"
        '"Two\nlines",,,,,,\n'
        ",c@c.example,en,,,,,more\n",
        invite="on",
    )
    found = mistakes_of(answer)
    assert [(row, column) for row, column, _ in found] == [
        (1, "Colour"),
        (3, "Language"), (3, "Company name"), (3, "Contact e-mail"), (3, "Tags"), (3, "Owners"), (3, "Parent company"),
        (4, "Contact e-mail"),
        (6, "Company name"), (6, ""),
    ]  # fmt: skip
    assert not Company.objects.exists()
    assert not Invitation.objects.exists()
    assert "10 things to mend" in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "no column “Company name”"),
        ("Company name\n", "no company below"),
        ("Company name,Company name\na,b\n", "there twice"),
        ("Amount,Day\n1,2\n", "no column “Company name”"),
        ("Company name\n" + "a\n" * 5001, "5001 rows"),
        (b"PK\x03\x04\x00\x00\x00", "cannot be read as a CSV"),
        ('Company name\n"open', "cannot be read as a CSV"),
        ("Company name\n" + ("a" * 99 + "\n") * 10_500, "at most 1 MB"),
    ],
)
def test_files_that_cannot_be_are_refused_in_words(send, content, message):
    answer = send(content)
    assert answer.status_code in {413, 422}
    assert message in answer.content.decode()
    assert not Company.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_reads_what_spreadsheets_save(send, encoding):
    send("Company name\tTags\nForêt & fils\tville: Québec\n".encode(encoding))
    assert Company.objects.get().name == "Forêt & fils"


def test_no_file_is_asked_for(client, staff):
    client.force_login(staff)
    assert "Choose a file first." in client.post(BULK).content.decode()


def test_example_can_be_sent_as_it_is(client, staff, send):
    example = client.get(f"{BULK}example/").content
    assert send(example).status_code == 302
    assert Company.objects.get().name == "Maple & Stone Builders"


def test_failure_halfway_makes_nothing(send, monkeypatch):
    from ledgerlift_server.companies import actions

    made = actions.create_company

    def fail_at_second(**values):
        if Company.objects.exists():
            raise ValueError
        return made(**values)

    monkeypatch.setattr(actions, "create_company", fail_at_second)
    with pytest.raises(ValueError):  # noqa: PT011 - ours
        send("Company name\nA\nB\n")
    assert not Company.objects.exists()
