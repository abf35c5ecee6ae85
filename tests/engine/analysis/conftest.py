from datetime import date

import polars as pl
import pytest

from ledgerlift import records


def day(value):
    return None if value is None else (value - date(1970, 1, 1)).days


def frame(name, rows):
    columns = records.SNAPSHOT[name]
    return pl.DataFrame(rows, schema=dict(columns), orient="row")


def build_frames(ledger):
    """Snapshot frames of a ledger written as plain rows: suppliers, bills, payments, costs, notes."""
    return {
        "suppliers": frame("suppliers", [{"supplier_key": key, "supplier_name": name, "origin": "suppliers"}
                                         for key, name in ledger.get("suppliers", {}).items()]),
        "bills": frame("bills", [{
            "bill_key": f"b{number}", "supplier_key": bill["supplier"], "currency": bill.get("currency"),
            "currency_rate": bill.get("rate"), "total_amount": bill.get("total"), "amount_due": bill.get("owed"),
            "status": bill.get("status"), "issue_date": bill.get("issued"), "issue_day": day(bill.get("issued")),
            "due_date": bill.get("due"), "due_day": day(bill.get("due")), "settled_on": bill.get("settled"),
            "settled_day": day(bill.get("settled")), "entity_id": bill.get("entity"),
            "file": "bills.csv", "row": number + 2,
        } for number, bill in enumerate(ledger.get("bills", []))]),
        "payments": frame("payments", [{
            "payment_key": f"p{number}", "supplier_key": payment["supplier"], "currency": payment.get("currency"),
            "currency_rate": payment.get("rate"), "amount": payment.get("amount"), "status": payment.get("status"),
            "payment_date": payment.get("paid"), "payment_day": day(payment.get("paid")),
            "recorded_method": payment.get("recorded"), "inferred_method": payment.get("method", "Unknown"),
            "file": "payments.csv", "row": number + 2,
        } for number, payment in enumerate(ledger.get("payments", []))]),
        "direct_costs": frame("direct_costs", [{
            "expense_key": f"e{number}", "supplier_key": cost["supplier"], "currency": cost.get("currency"),
            "currency_rate": cost.get("rate"), "total_amount": cost.get("total"), "date": cost.get("spent"),
            "issue_day": day(cost.get("spent")), "recorded_method": cost.get("recorded"),
            "inferred_method": cost.get("method", "Unknown"), "entity_id": cost.get("entity"),
            "file": "costs.csv", "row": number + 2,
        } for number, cost in enumerate(ledger.get("costs", []))]),
        "credit_notes": frame("credit_notes", [{
            "bill_key": f"n{number}", "supplier_key": note["supplier"], "currency": note.get("currency"),
            "total_amount": note.get("total"),
        } for number, note in enumerate(ledger.get("notes", []))]),
    }  # fmt: skip


@pytest.fixture(scope="session")
def frames_of():
    return build_frames
