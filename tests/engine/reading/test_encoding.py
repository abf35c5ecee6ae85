import pytest

from ledgerlift.reading.encoding import find_encoding
from ledgerlift.reading.wide_encoding import find_wide_encoding

FRENCH = (
    "Fournisseur;Société;Montant;Date d’échéance\n"
    "Électricité de France;Café Noël & Cie;1 234,50;2024-03-01\n"
    "L’Œuvre d’été;Hôtel Bellevue à Montréal;12,00;2024-03-02\n"
    "Garçon & Fils;SOCIÉTÉ GÉNÉRALE;-3,10;2024-03-03\n"
)
GERMAN = "Lieferant;Straße;Größe\nMüller GmbH;Überweg 1;fällig\nBäcker Jürgen;Köln;Weiß\n"
SPANISH = "Proveedor;Razón social;Año\nPeña e Hijos;Compañía Española;2024\n"
PORTUGUESE = "Descrição;Município\nInformações;São João\nAção;Órgão\n"
ITALIAN = "Fornitore;Città\nSocietà;Forlì\nQualità;più\n"
TEXTS = {"fr": FRENCH, "de": GERMAN, "es": SPANISH, "pt": PORTUGUESE, "it": ITALIAN}

SINGLE_BYTE = ["cp1252", "mac_roman", "cp850", "iso8859-15"]
UNICODE = ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "utf-16", "utf-32"]


def decoded(data):
    encoding = find_encoding(data)
    codec = "utf-8" if encoding.codec == "utf-8-sig" else encoding.codec
    return data[encoding.mark_bytes :].decode(codec)


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("codec", SINGLE_BYTE + UNICODE)
def test_encoding_gives_the_text_back(language, codec):
    text = TEXTS[language]
    if codec in {"cp850", "iso8859-15"}:
        text = text.replace("’", "'").replace("Œ", "OE" if codec == "cp850" else "Œ")
    assert decoded(text.encode(codec)) == text


@pytest.mark.parametrize(
    ("data", "codec"),
    [
        (b"Supplier,Amount\nAcme,12.50\n", "utf-8"),
        ("Acme,£12.50\n".encode("cp1252"), "cp1252"),
        ("Acme;12,50 €\n".encode("iso8859-15"), "iso8859-15"),
        ("Acme;1\u00a0234,50\n".encode("cp1252"), "cp1252"),
        ("Acme;1\u00a0234,50\n".encode("mac_roman"), "mac_roman"),
        ("COST OF SERVICES\u00a0- RESEARCH\n".encode("cp1252"), "cp1252"),
        ("Joe’s – “quoted”\n".encode("cp1252"), "cp1252"),
        ("Nº Factura;Proveedor\n1º;Muñoz\n".encode("cp1252"), "cp1252"),
        ("Поставщик;Сумма\nООО Ромашка;Услуги связи\n".encode("cp1251"), "cp1251"),
        ("Dostawca;Usługi księgowe\nŁódź;Przedsiębiorstwo Żółć\n".encode("cp1250"), "cp1250"),
        ("Tedarikçi;Yıldız İnşaat\nŞirket;ağustos\n".encode("cp1254"), "cp1254"),
    ],
)
def test_encoding_of_few_letters(data, codec):
    assert find_encoding(data).codec == codec


def test_decision_names_the_runner_up():
    decision = find_encoding(FRENCH.encode("mac_roman")).decision
    assert (decision.what, decision.value) == ("encoding", "mac_roman")
    assert decision.runner_up != "mac_roman"
    assert decision.score > decision.runner_up_score


def test_stray_windows_bytes_in_utf8_are_read_and_counted(read):
    data = FRENCH.encode() + "Crêperie;1;2;3\n".encode("cp1252") + FRENCH.encode()
    source = read(data)
    assert source.encoding == "utf-8"
    assert source.sheets[0].cells["1"][4] == "Crêperie"
    assert [(problem.code, problem.count) for problem in source.problems] == [("encoding_mixed", 1)]


def test_text_of_no_known_encoding_is_refused(refusal_code):
    words = [
        "공급업체",
        "금액",
        "주식회사",
        "송장번호",
        "지급방법",
        "이체",
        "은행",
        "주소",
        "전화",
        "날짜",
        "비고",
        "합계",
    ]
    assert refusal_code(",".join(words).encode("johab")) == "encoding_unclear"


@pytest.mark.parametrize(
    ("heading", "codec"),
    [
        ("供应商名称,发票号码,金额", "gb18030"),
        ("仕入先名,請求書番号,支払金額", "cp932"),
        ("供應商名稱,發票號碼,金額", "big5"),
        ("仕入先名,請求書番号,支払金額", "euc_jp"),
    ],
)
def test_encoding_of_two_bytes_a_sign_is_told_by_words_of_headings(heading, codec):
    data = (heading + "\r\n" + "\u5927\u548c\u5370\u5237,A1,10.00\r\n" * 40).encode(codec)
    assert find_encoding(data).codec == codec
    with_slip = data + b"\x81 \x81 "
    assert find_wide_encoding(with_slip) is None


def test_few_odd_words_are_read_and_reported(read):
    source = read(b"Supplier,Amount\n" + b"Acme,1\n" * 50 + b"3\xd82\xd91,2\n")
    assert source.encoding == "cp1252"
    assert [(problem.code, problem.count) for problem in source.problems] == [("encoding_doubtful", 1)]


def test_nul_bytes_in_text_are_refused(refusal_code):
    assert refusal_code(b"Supplier,Amount\nAc\0me,1\n") == "type_mismatch"
    assert refusal_code(bytes(range(256)) * 20) == "type_mismatch"
