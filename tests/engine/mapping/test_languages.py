"""Bills as packages of northern, central and eastern Europe print them, and what their customers owe."""

import functools

import pytest

from ledgerlift import pipeline
from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file

FIRMS = ("Alfa Papir", "Beta Energi", "Gamma Transport", "Delta Trykk", "Epsilon Kontor")
FIELDS = ("supplier_name", "bill_number", "issue_date", "due_date", "total_amount", "amount_due", "status")
BILLS = {
    "Swedish": ("Leverantör;Fakturanr;Fakturadatum;Förfallodatum;Belopp;Saldo;Status", "Betald", "Obetald"),
    "Danish": ("Leverandør;Fakturanr.;Fakturadato;Forfaldsdato;Beløb;Restbeløb;Status", "Betalt", "Ubetalt"),
    "Norwegian": ("Leverandør;Fakturanr;Fakturadato;Forfallsdato;Beløp;Restbeløp;Status", "Betalt", "Ubetalt"),
    "Finnish": ("Toimittaja;Laskunumero;Laskupäivä;Eräpäivä;Summa;Avoinna;Tila", "Maksettu", "Avoin"),
    "Polish": (
        "Kontrahent;Numer faktury;Data wystawienia;Termin płatności;Brutto;Pozostało;Status",
        "Opłacona",
        "Nieopłacona",
    ),
    "Czech": (
        "Dodavatel;Variabilní symbol;Datum vystavení;Datum splatnosti;Celkem;Zbývá uhradit;Stav",
        "Uhrazeno",
        "Neuhrazeno",
    ),
    "Russian": (
        "Контрагент;Вх. номер;Дата документа;Срок оплаты;Сумма с НДС;Остаток долга;Статус",
        "Оплачен",
        "Не оплачен",
    ),
    "Turkish": ("Tedarikçi;Fatura No;Fatura Tarihi;Vade Tarihi;Genel Toplam;Kalan Tutar;Durum", "Ödendi", "Ödenmedi"),
}
SALES = {
    "Swedish": "Kundnr;Kundnamn;Fakturanr;Fakturadatum;Förfallodatum;Belopp;Saldo",
    "Danish": "Debitornr.;Debitornavn;Fakturanr.;Fakturadato;Forfaldsdato;Beløb;Restbeløb",
    "Norwegian": "Kundenr;Kundenavn;Fakturanr;Fakturadato;Forfallsdato;Beløp;Restbeløp",
    "Polish": "NIP nabywcy;Nabywca;Numer faktury;Data wystawienia;Termin płatności;Brutto;Pozostało",
    "Russian": "ИНН покупателя;Покупатель;Номер счета;Дата счета;Срок оплаты;Сумма;Долг",
    "Turkish": "Müşteri Kodu;Müşteri Unvanı;Fatura No;Fatura Tarihi;Vade Tarihi;Genel Toplam;Kalan Tutar",
    "Czech": "IČO odběratele;Odběratel;Číslo faktury;Datum vystavení;Datum splatnosti;Celkem;Zbývá uhradit",
}


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))


def inspect_rows(folder, heading, row):
    path = folder / "export.csv"
    path.write_text("\n".join([heading, *map(row, range(40))]) + "\n", encoding="utf-8")
    return pipeline.inspect(path)


@pytest.mark.parametrize("language", BILLS)
def test_bills_are_read_in(language, tmp_path):
    heading, paid, unpaid = BILLS[language]

    def row(number):
        is_paid = number % 3 > 0
        days = f"2025-04-{number % 28 + 1:02};2025-05-{number % 28 + 1:02}"
        rest = "0,00" if is_paid else f"{number + 100},50"
        return (
            f"{FIRMS[number % 5]};F{7000 + number * 13};{days};{number + 100},50;{rest};{paid if is_paid else unpaid}"
        )

    found = inspect_rows(tmp_path, heading, row)
    assert (found.outcome, found.data_type) == ("ready", "bills")
    assert tuple(column.field for column in found.tables[0].mapping.columns) == FIELDS
    assert not [problem for problem in found.problems if problem.code == "status_not_known"]


@pytest.mark.parametrize("language", SALES)
def test_what_customers_owe_is_none_of_ours_in(language, tmp_path):
    def row(number):
        days = f"2025-04-{number % 28 + 1:02};2025-05-{number % 28 + 1:02}"
        return f"{100 + number % 5};{FIRMS[number % 5]};F{7000 + number * 13};{days};{number + 100},50;0,00"

    assert inspect_rows(tmp_path, SALES[language], row).outcome == "wrong_report"
