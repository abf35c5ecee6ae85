"""Columns that hold suppliers under a heading that says something else."""

import functools

import pytest

from ledgerlift import pipeline
from ledgerlift.pipeline import inspecting
from ledgerlift.reading import read_file

FIRMS = ("Maderas Olmedo SL", "Aceros del Ebro SL", "Energía Sur SA", "Imprenta Lozano", "Redes y Sistemas SL")
FIRMS += ("Papelería Central", "Tornillería Vega")


@pytest.fixture(autouse=True)
def read_here(monkeypatch):
    monkeypatch.setattr(inspecting, "read_file", functools.partial(read_file, isolated=False))


def fields_of(folder, heading, row):
    path = folder / "export.csv"
    path.write_text("\n".join([heading, *map(row, range(28))]) + "\n", encoding="utf-8")
    found = pipeline.inspect(path)
    return {column.header: column.field for table in found.tables for column in table.mapping.columns}


def bill_of(who):
    return lambda n: (
        f"{who(n)};F{700 + n * 13};{n % 28 + 1:02}/03/2025;{n % 28 + 1:02}/04/2025;{n * 7 + 100},50;Lote {n % 9}"
    )


BILL = "Factura;Fecha factura;Vencimiento;Importe;Concepto"


def test_accounts_that_the_chart_has_for_suppliers_are_suppliers(tmp_path):
    who = bill_of(lambda n: f"400{n % 7:05};{FIRMS[n % 7]}")
    fields = fields_of(tmp_path, f"Cuenta;Título;{BILL}", who)
    assert (fields["Cuenta"], fields["Título"]) == ("supplier_id", "supplier_name")


def test_accounts_of_costs_are_no_suppliers(tmp_path):
    who = bill_of(lambda n: f"62{n % 7:05};{FIRMS[(n * 3) % 7]}")
    assert fields_of(tmp_path, f"Cuenta;Proveedor;{BILL}", who)["Cuenta"] == "gl_account"


@pytest.mark.parametrize("heading", ["Intitulé", "Libellé", "Description du compte"])
def test_text_that_each_supplier_number_goes_with_is_the_name(heading, tmp_path):
    fields = fields_of(
        tmp_path,
        f"Compte fournisseur;{heading};N° facture;Date facture;Échéance;Montant TTC;Motif",
        bill_of(lambda n: f"401{n % 7:04};{FIRMS[n % 7]}"),
    )
    assert (fields["Compte fournisseur"], fields[heading]) == ("supplier_id", "supplier_name")


def test_text_that_differs_within_a_supplier_number_is_no_name(tmp_path):
    fields = fields_of(
        tmp_path,
        "Compte fournisseur;Libellé;N° facture;Date facture;Échéance;Montant TTC;Motif",
        bill_of(lambda n: f"401{n % 7:04};{FIRMS[(n * n) % 7]} {n}"),
    )
    assert fields["Libellé"] != "supplier_name"


def test_many_businesses_called_entities_are_suppliers(tmp_path):
    who = bill_of(lambda n: FIRMS[n % 7])
    heading = "Entidade;Documento;Data do documento;Vencimento;Total;Observações"
    assert fields_of(tmp_path, heading, who)["Entidade"] == "supplier_name"


def test_numbers_of_entities_that_are_named_are_of_suppliers(tmp_path):
    who = bill_of(lambda n: f"F{n % 7:03};{FIRMS[n % 7]}")
    fields = fields_of(tmp_path, "Entidade;Nome;Documento;Data do documento;Vencimento;Total;Observações", who)
    assert (fields["Entidade"], fields["Nome"]) == ("supplier_id", "supplier_name")


def test_few_entities_are_our_own(tmp_path):
    who = bill_of(lambda n: f"{('Norte', 'Sul')[n % 2]};{FIRMS[n % 7]}")
    fields = fields_of(tmp_path, "Entidade;Fornecedor;Documento;Data do documento;Vencimento;Total;Observações", who)
    assert (fields["Entidade"], fields["Fornecedor"]) == ("entity_name", "supplier_name")


def test_number_headed_by_the_supplier_is_the_one_of_the_bill(tmp_path):
    heading = "Bill Ref;Supplier name;Supplier ref;Bill date;Date due;Gross amount"
    fields = fields_of(
        tmp_path,
        heading,
        lambda n: f"PUR{n};{FIRMS[n % 7]};INV-{n * 37};{n % 28 + 1:02}/03/2025;{n % 28 + 1:02}/04/2025;{n + 100},50",
    )
    assert (fields["Bill Ref"], fields["Supplier ref"]) == ("bill_id", "bill_number")


def test_account_that_goes_with_one_name_is_a_supplier(tmp_path):
    heading = "Account;Name;Reference;Date;Due Date;Value"
    fields = fields_of(
        tmp_path,
        heading,
        lambda n: f"A{n % 7:03};{FIRMS[n % 7]};{n * 37};{n % 28 + 1:02}/03/2025;{n % 28 + 1:02}/04/2025;{n + 100},50",
    )
    assert fields["Account"] == "supplier_id"
