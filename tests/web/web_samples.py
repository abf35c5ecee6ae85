"""What the engine's child answers, for tests of the server."""


def table(data_type="bills", **changes):
    """Return one table of an inspection, as the engine's child describes it."""
    described = {
        "sheet": None, "data_type": data_type, "rows": 412, "records": 412, "suppliers": 98,
        "period": ["2025-03-01", "2026-02-28"], "currency": "GBP", "totals": {"total_amount": "1204551.10"},
        "totals_by_currency": None, "skipped": {"total": 6, "blank": 2},
        "columns": [
            {"position": 1, "letters": "A", "header": "Number", "field": "bill_number", "examples": ["1", "2"]},
            {"position": 2, "letters": "B", "header": "Booked", "field": "posting_date", "examples": ["2025-03-04"]},
            {"position": 3, "letters": "C", "header": "Memo", "field": None, "examples": []},
        ],
    }  # fmt: skip
    return described | changes


def inspection(outcome="ready", *, data_type="bills", **changes):
    """Return an inspection, as the engine's child answers it."""
    answer = {
        "outcome": outcome, "looks_like": data_type, "headings": "h1", "tables": [table(data_type)],
        "questions": [], "problems": [], "extracts": [], "withheld": [],
    }  # fmt: skip
    return answer | changes


QUESTION = {
    "key": "issue_date:2", "field": "issue_date", "column": 2, "header": "Booked",
    "choices": [{"value": "DMY", "header": "", "examples": []}, {"value": "MDY", "header": "", "examples": []}],
    "examples": ["03/04/2025", "11/02/2025"],
}  # fmt: skip

REPORT_QUESTION = {
    "key": "data_type", "field": "data_type", "column": None, "header": "",
    "choices": [
        {"value": "bills", "header": "", "examples": [], "en": "a list of bills", "fr": "une liste de factures"},
        {"value": "payments", "header": "", "examples": [], "en": "a list of payments", "fr": "une liste de paiements"},
    ],
    "examples": ["Birch Electric · 03/04/2025 · 120.50", "Elm Printing · 11/02/2025 · 9.99"],
    "en": "Is this a list of bills or a list of payments?",
    "fr": "Est-ce une liste de factures ou une liste de paiements?",
}  # fmt: skip

MISSING_QUESTION = {
    "key": "supplier_name:None", "field": "supplier_name", "column": None, "header": "",
    "choices": [{"value": "6", "header": "Who it is from", "examples": ["Birch Electric", "Elm Printing"]}],
    "examples": ["Who it is from: Birch Electric, Elm Printing"],
    "en": "We couldn’t find the name of the supplier.", "fr": "Nous n’avons pas trouvé le nom du fournisseur.",
}  # fmt: skip

NAMES = ("Birch Electric", "Elm Printing")


def write_bills(count=60):
    """Return a list of unpaid bills of a year, as a company exports it."""
    lines = [
        f"INV-{n},{NAMES[n % 2]},2025-{n % 12 + 1:02}-15,2025-{n % 12 + 1:02}-28,CAD,{100 + n}.50,{100 + n}.50"
        for n in range(count)
    ]
    heading = "Invoice Number,Supplier Name,Invoice Date,Due Date,Currency,Invoice Amount,Balance Due"
    return "\n".join([heading, *lines, ""]).encode()
