"""Steps of the journey that several tests take."""

from django.core.files.uploadedfile import SimpleUploadedFile

FILE = "Number,Amount\n1,2.00\n"


def send(client, link, data_type, name="report.csv", content=FILE, **more):
    """Send a file for a report, as the page's form does."""
    return client.post(f"{link}reports/{data_type}/", {"file": SimpleUploadedFile(name, content.encode()), **more})


def follow(client, link):
    """Go through the journey up to the files."""
    client.post(f"{link}software/", {"software": "workday"})
    client.post(f"{link}consent/")
