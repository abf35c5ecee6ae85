"""The onboarding kit as a PDF, with the fonts every reader of PDF has."""

import io
from html import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, ListFlowable, ListItem, Paragraph, SimpleDocTemplate, Spacer

from ledgerlift_server.accounts.models import Client
from ledgerlift_server.companies.kit import Kit

INK, MUTED = HexColor("#16181D"), HexColor("#565B66")


def write(kit: Kit, *, client: Client, title: str, checklist_title: str, contact: str) -> bytes:
    """Write the PDF; the same kit gives the same bytes."""
    accent = HexColor(client.primary_colour)
    styles = {
        "title": ParagraphStyle("title", fontName="Helvetica-Bold", fontSize=22, leading=28, textColor=INK),
        "bank": ParagraphStyle("bank", fontName="Helvetica", fontSize=10, leading=14, textColor=MUTED),
        "section": ParagraphStyle("section", fontName="Helvetica-Bold", fontSize=14, leading=18, textColor=accent,
                                  spaceBefore=6 * mm, spaceAfter=2 * mm, keepWithNext=1),
        "question": ParagraphStyle("question", fontName="Helvetica-Bold", fontSize=10.5, leading=14, textColor=INK,
                                   spaceBefore=2 * mm, keepWithNext=1),
        "text": ParagraphStyle("text", fontName="Helvetica", fontSize=10.5, leading=15, textColor=INK),
    }  # fmt: skip

    def say(text: str, style: str) -> Paragraph:
        return Paragraph(escape(text).replace("\n", "<br/>"), styles[style])

    steps = [ListItem(say(step, "text"), spaceAfter=1.5 * mm) for step in kit.checklist]
    story: list[Flowable] = [
        say(client.name, "bank"),
        say(title, "title"),
        say(checklist_title, "section"),
        ListFlowable(steps, bulletFontName="Helvetica", bulletFontSize=10.5, leftIndent=6 * mm),
    ]
    for heading, answers in kit.sections:
        story.append(say(heading, "section"))
        for answer in answers:
            story += [say(answer.title, "question"), say(answer.text, "text")]
    story += [Spacer(0, 6 * mm), say(contact, "bank")]
    output = io.BytesIO()
    document = SimpleDocTemplate(
        output, pagesize=LETTER, title=title, author=client.name, lang="fr-CA" if kit.language == "fr" else "en-CA",
        leftMargin=22 * mm, rightMargin=22 * mm, topMargin=20 * mm, bottomMargin=20 * mm, invariant=1,
    )  # fmt: skip
    document.build(story)
    return output.getvalue()
