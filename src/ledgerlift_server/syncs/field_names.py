"""What the fields of each report are called on the pages."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledgerlift_server.syncs.models import DataType

_NAMES: dict[str, Promise] = {
    "supplier_id": _("Supplier number"),
    "supplier_name": _("Supplier name"),
    "contact_name": _("Contact person"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "tax_number": _("Tax number"),
    "registration_number": _("Registration number"),
    "address_line1": _("Address"),
    "city": _("City"),
    "region": _("Province, state or county"),
    "postal_code": _("Postal code"),
    "country": _("Country"),
    "status": _("Status"),
    "default_currency": _("Currency of the supplier"),
    "payment_terms": _("Payment terms"),
    "payment_method": _("Payment method"),
    "bill_id": _("Internal bill id"),
    "bill_number": _("Bill number"),
    "issue_date": _("Bill date"),
    "due_date": _("Due date"),
    "posting_date": _("Accounting date"),
    "currency": _("Currency"),
    "currency_rate": _("Exchange rate"),
    "subtotal": _("Net amount"),
    "tax_amount": _("Tax"),
    "total_amount": _("Total amount"),
    "amount_paid": _("Amount paid"),
    "amount_due": _("Amount still due"),
    "paid_date": _("Date paid"),
    "description": _("Description"),
    "line_amount": _("Amount of the line"),
    "document_type": _("Document type"),
    "payment_id": _("Internal payment id"),
    "payment_number": _("Payment number"),
    "payment_date": _("Payment date"),
    "amount": _("Amount"),
    "bank_account_name": _("Bank account"),
    "reference": _("Reference"),
    "allocated_amount": _("Amount applied to the bill"),
    "expense_id": _("Expense number"),
    "date": _("Date of the expense"),
    "payment_account": _("Paid from"),
    "gl_account": _("Account number"),
    "gl_account_name": _("Account name"),
    "note": _("Note"),
    "phone_extension": _("Phone extension"),
    "address_line2": _("Address, second line"),
    "account_number": _("Our account number with them"),
    "created_date": _("Created on"),
    "po_number": _("Purchase order number"),
    "line_description": _("Description of the line"),
    "entity_id": _("Own company or branch: number"),
    "entity_name": _("Own company or branch: name"),
}
_BY_REPORT: dict[str, tuple[str, ...]] = {
    DataType.SUPPLIERS: (
        "supplier_name", "supplier_id", "contact_name", "email", "phone", "phone_extension", "tax_number",
        "registration_number", "address_line1", "address_line2", "city", "region", "postal_code", "country", "status",
        "default_currency", "payment_terms", "payment_method", "account_number", "created_date",
    ),
    DataType.BILLS: (
        "bill_number", "bill_id", "supplier_name", "supplier_id", "issue_date", "due_date", "posting_date", "currency",
        "currency_rate", "subtotal", "tax_amount", "total_amount", "amount_paid", "amount_due", "status", "paid_date",
        "payment_terms", "payment_method", "description", "po_number", "gl_account", "gl_account_name", "line_amount",
        "line_description", "entity_name", "entity_id", "document_type",
    ),
    DataType.PAYMENTS: (
        "payment_number", "payment_id", "supplier_name", "supplier_id", "payment_date", "currency", "currency_rate",
        "amount", "payment_method", "bank_account_name", "reference", "note", "bill_number", "bill_id",
        "allocated_amount", "status", "entity_name", "entity_id",
    ),
    DataType.DIRECT_COSTS: (
        "expense_id", "date", "supplier_name", "supplier_id", "reference", "payment_account", "payment_method",
        "gl_account", "gl_account_name", "currency", "currency_rate", "subtotal", "tax_amount", "total_amount", "note",
        "entity_name", "entity_id",
    ),
}  # fmt: skip
FIELD_NAMES: Mapping[str, Mapping[str, Promise]] = MappingProxyType(
    {report: MappingProxyType({field: _NAMES[field] for field in fields}) for report, fields in _BY_REPORT.items()}
)
