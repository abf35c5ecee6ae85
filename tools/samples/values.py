"""Every value an export may print, by name, for each record of the ledger."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from tools.samples.ledger import ZERO, Allocation, Bill, Cost, Ledger, Line, Payment, Supplier
from tools.samples.wording import Wording

Value = str | Decimal | dt.date | None
Values = dict[str, Value]

CENT = Decimal("0.01")
CLERKS = ("jdoe2", "mpatel", "ksorensen", "AP.BATCH")


def supplier_values(supplier: Supplier, words: Wording, ledger: Ledger) -> Values:
    """Give what a list of suppliers may print."""
    bills = [bill for bill in ledger.bills if bill.supplier.n == supplier.n and not bill.is_void]
    place = f"{supplier.city}, {supplier.region} {supplier.postal_code}"
    return {
        "n": str(supplier.n),
        "supplier_id": words.supplier_id(supplier),
        "supplier_name": supplier.name,
        "short": supplier.short,
        "contact_name": f"{supplier.first_name} {supplier.last_name}",
        "first_name": supplier.first_name,
        "last_name": supplier.last_name,
        "email": supplier.email,
        "phone": supplier.phone,
        "phone_extension": supplier.extension,
        "mobile": supplier.mobile,
        "tax_number": supplier.tax_number,
        "registration_number": supplier.registration_number,
        "address_line1": supplier.line1,
        "street_address": ", ".join(part for part in (supplier.line2, supplier.line1) if part),
        "address_line2": supplier.line2,
        "city": supplier.city,
        "region": supplier.region,
        "postal_code": supplier.postal_code,
        "city_line": place,
        "full_address": ", ".join(part for part in (supplier.line1, supplier.line2, place) if part),
        "country": supplier.country,
        "country_code": supplier.country_code,
        "status": words.code("supplier_status", "active" if supplier.is_active else "inactive"),
        "is_inactive": words.yes(is_yes=not supplier.is_active),
        "is_active": words.yes(is_yes=supplier.is_active),
        "default_currency": supplier.currency,
        "payment_terms": words.terms(supplier.terms_days),
        "terms_days": str(supplier.terms_days),
        "payment_method": words.code("method", supplier.method),
        "account_number": supplier.account_number,
        "created_date": supplier.created,
        "website": supplier.website,
        "trade": supplier.trade,
        "balance": sum((bill.open for bill in bills), ZERO),
        "year_to_date": sum((bill.total for bill in bills), ZERO),
        "zero": ZERO,
        "yes": words.yes(is_yes=supplier.n % 3 == 0),
    }


def _of_supplier(supplier: Supplier, words: Wording, ledger: Ledger) -> Values:
    values = supplier_values(supplier, words, ledger)
    return {key: value for key, value in values.items() if key not in ("n", "status", "balance", "year_to_date")}


def bill_values(bill: Bill, words: Wording, ledger: Ledger) -> Values:
    """Give what a list of bills may print, one row a bill."""
    entity_id, entity_name = bill.entity
    last = max((item.payment for item in bill.allocations), key=lambda payment: payment.date, default=None)
    overdue = (ledger.end - bill.due).days
    accounts = {line.account for other in ledger.bills for line in other.lines}
    return {
        **{f"account {code}": _net_of(bill, code) for code in sorted(accounts)},
        **_of_supplier(bill.supplier, words, ledger),
        **line_values(bill.lines[0], 1, words),
        "n": str(bill.n),
        "bill_id": words.bill_id(bill),
        "bill_number": bill.number,
        "issue_date": bill.issued,
        "received_date": bill.received,
        "posting_date": bill.posted,
        "due_date": bill.due,
        "currency": bill.supplier.currency,
        "base_currency": ledger.currency,
        "foreign_currency": "" if bill.supplier.currency == ledger.currency else bill.supplier.currency,
        "currency_rate": bill.rate,
        "rate_per_100": bill.rate * 100,
        "subtotal": bill.net,
        "tax_amount": bill.tax,
        "total_amount": bill.total,
        "base_total": (bill.total * bill.rate).quantize(CENT),
        "base_due": (bill.open * bill.rate).quantize(CENT),
        "amount_paid": bill.paid,
        "amount_due": bill.open,
        "open_amount": bill.open,
        "zero": ZERO,
        "discount": (bill.net * Decimal("0.02")).quantize(CENT) if bill.n % 9 == 0 else ZERO,
        "status": words.code("status", bill.status),
        "is_paid": words.yes(is_yes=bill.status == "paid"),
        "is_void": words.yes(is_yes=bill.is_void),
        "paid_date": bill.settled,
        "last_payment_number": words.payment_number(last) if last else "",
        "payment_method": words.code("method", bill.supplier.method),
        "description": bill.text,
        "po_number": bill.po_number,
        "entity_id": entity_id,
        "entity_name": entity_name,
        "document_type": words.code("document_type", bill.kind),
        "transaction_type": words.code("document_type", bill.kind),
        "days_overdue": str(overdue) if bill.open and overdue > 0 else "",
        "created_by": CLERKS[bill.n % len(CLERKS)],
        "batch": f"AP{bill.posted:%y%m}{bill.n % 5 + 1:02d}",
        "period": f"{bill.posted:%Y-%m}",
        "month": f"{bill.posted:%m-%Y}",
        "year": f"{bill.posted:%Y}",
        "date": bill.issued,
        "number": bill.number,
        "own_number": words.bill_id(bill),
        "amount": bill.total,
        "memo": bill.text,
        "counter_account": bill.lines[0].account_name if len(bill.lines) == 1 else "-Split-",
    }


def _net_of(bill: Bill, account: str) -> Decimal:
    return sum((line.net for line in bill.lines if line.account == account), ZERO)


def line_values(line: Line, number: int, words: Wording) -> Values:
    """Give what a line of a bill may print."""
    return {
        "line_no": str(number),
        "line_amount": line.net,
        "line_tax": line.tax,
        "line_gross": line.gross,
        "line_description": line.text,
        "gl_account": line.account,
        "gl_account_name": line.account_name,
        "quantity": str(line.quantity),
        "unit_price": line.unit_price,
        "tax_rate": str(line.tax_rate),
        "tax_code": words.codes.get("tax_code", {}).get(str(line.tax_rate), f"T{line.tax_rate}"),
    }


def payment_values(payment: Payment, words: Wording, ledger: Ledger) -> Values:
    """Give what a list of payments may print, one row a payment."""
    number = words.payment_number(payment)
    code, name = payment.account
    bills = [item.bill for item in payment.allocations]
    status = "void" if payment.is_void else "cleared" if payment.is_cleared else "outstanding"
    entity_id, entity_name = bills[0].entity
    return {
        "due_date": None,
        "open_amount": ZERO,
        **_of_supplier(payment.supplier, words, ledger),
        "n": str(payment.n),
        "payment_id": words.payment_id(payment),
        "payment_number": number,
        "payment_date": payment.date,
        "posting_date": payment.date,
        "cleared_date": payment.date if status == "cleared" else None,
        "currency": payment.supplier.currency,
        "base_currency": ledger.currency,
        "foreign_currency": "" if payment.supplier.currency == ledger.currency else payment.supplier.currency,
        "currency_rate": payment.rate,
        "amount": payment.amount,
        "base_amount": (payment.amount * payment.rate).quantize(CENT),
        "zero": ZERO,
        "payment_method": words.code("method", payment.method),
        "bank_account_code": code,
        "bank_account_name": name,
        "reference": f"{number}" if payment.method in ("check", "cheque") else f"{payment.date:%y%m%d}-{payment.n:03d}",
        "note": bills[0].number if len(bills) == 1 else f"{len(bills)} items",
        "bill_numbers": ", ".join(bill.number for bill in bills),
        "status": words.code("payment_status", status),
        "is_void": words.yes(is_yes=payment.is_void),
        "is_cleared": words.yes(is_yes=status == "cleared"),
        "entity_id": entity_id,
        "entity_name": entity_name,
        "document_type": words.code("document_type", "payment"),
        "transaction_type": words.code("method", payment.method),
        "created_by": CLERKS[payment.n % len(CLERKS)],
        "batch": f"PR{payment.date:%y%m%d}",
        "period": f"{payment.date:%Y-%m}",
        "month": f"{payment.date:%m-%Y}",
        "date": payment.date,
        "number": number,
        "own_number": words.payment_id(payment),
        "memo": bills[0].number if len(bills) == 1 else "",
        "counter_account": name,
    }


def allocation_values(item: Allocation, words: Wording) -> Values:
    """Give what a row of a payment list may print about one bill the payment settles."""
    return {
        "bill_number": item.bill.number,
        "bill_id": words.bill_id(item.bill),
        "bill_date": item.bill.issued,
        "bill_due_date": item.bill.due,
        "bill_total": item.bill.total,
        "bill_open": item.bill.open,
        "bill_text": item.bill.text,
        "allocated_amount": item.amount,
    }


def cost_values(cost: Cost, words: Wording, ledger: Ledger) -> Values:
    """Give what a list of direct costs may print."""
    code, name = cost.account
    line = cost.line
    return {
        "due_date": None,
        "open_amount": None,
        **_of_supplier(cost.payee, words, ledger),
        **line_values(line, 1, words),
        "n": str(cost.n),
        "expense_id": words.expense_id(cost),
        "date": cost.date,
        "posting_date": cost.date,
        "reference": cost.reference,
        "payment_account": name,
        "payment_account_code": code,
        "payment_method": words.code("method", cost.method),
        "currency": ledger.currency,
        "currency_rate": Decimal(1),
        "subtotal": line.net,
        "tax_amount": line.tax,
        "total_amount": line.gross,
        "zero": ZERO,
        "note": line.text,
        "memo": line.text,
        "number": cost.reference,
        "own_number": words.expense_id(cost),
        "amount": line.gross,
        "entity_id": "100",
        "entity_name": ledger.company,
        "employee": f"{cost.payee.first_name} {cost.payee.last_name}",
        "document_type": words.code("document_type", "direct_cost"),
        "transaction_type": words.code("document_type", "direct_cost"),
        "status": words.code("payment_status", "cleared"),
        "created_by": CLERKS[cost.n % len(CLERKS)],
        "period": f"{cost.date:%Y-%m}",
        "counter_account": line.account_name,
    }


# What a value is worth as a canonical field, where its name does not say so, by data type.
FIELD_OF_VALUE: Mapping[str, Mapping[str, Any]] = {
    "transaction_type": {
        "bills": "document_type",
        "payments": ["payment_method", None],
        "direct_costs": ["payment_method", None],
    },
    "date": {"bills": "issue_date", "payments": "payment_date", "direct_costs": "date"},
    "number": {"bills": "bill_number", "payments": "payment_number", "direct_costs": "reference"},
    "own_number": {"bills": "bill_id", "payments": "payment_id", "direct_costs": "expense_id"},
    "amount": {"bills": "total_amount", "payments": "amount", "direct_costs": "total_amount"},
    "memo": {"bills": "description", "payments": "note", "direct_costs": "note"},
    "open_amount": {"bills": "amount_due"},
    "country_code": {"suppliers": "country"},
    "is_active": {"suppliers": "status"},
    "is_inactive": {"suppliers": "status"},
    "street_address": {"suppliers": "address_line1"},
    "full_address": {"suppliers": "address_line1"},
    "foreign_currency": {"bills": "currency", "payments": "currency"},
    "is_void": {"bills": "status", "payments": "status"},
    "is_paid": {"bills": "status"},
}

# Values that change from row to row of one record, by view; all others stand once for the whole record.
LINE_VALUES = """line_no line_amount line_tax line_gross line_description gl_account gl_account_name quantity unit_price
    tax_rate tax_code"""
ALLOCATION_VALUES = """line_no bill_number bill_id bill_date bill_due_date bill_total bill_open bill_text
    allocated_amount"""
ROW_VALUES: Mapping[str, frozenset[str]] = {
    "bill_lines": frozenset(LINE_VALUES.split()),
    "allocations": frozenset(ALLOCATION_VALUES.split()),
}
