"""What somebody with an authenticator does on the portal's pages, and the codes it shows."""

import base64
import hmac
import re
import struct
import time

PASSWORD = "a long passphrase"
CODE = r"\d{4}-\d{4}-\d{4}"
SET_UP, TAKE, CODE_AGAIN = "/portal/account/second-factor/", "/portal/sign-in/code/", "/portal/account/again/code/"
TURN_OFF, RENEW, CODES = f"{SET_UP}off/", "/portal/account/recovery-codes/new/", "/portal/account/recovery-codes/"


def code_at(key, moment):
    """Work a code out as an authenticator does (RFC 6238): a second, independent reading of the standard."""
    digest = hmac.digest(base64.b32decode(key), struct.pack(">Q", int(moment) // 30), "sha1")
    start = digest[-1] & 15
    (number,) = struct.unpack(">I", digest[start : start + 4])
    return str((number & 0x7FFFFFFF) % 10**6).zfill(6)


def code_now(key):
    return code_at(key, time.time())


def set_up(client, *, password=PASSWORD):
    """Give the password again and open the page with the key; give the key."""
    asked = client.get(SET_UP)
    assert asked.url.startswith("/portal/account/again/")
    page = client.post(asked.url, {"password": password}, follow=True).content.decode()
    return re.search(r"secret\">([A-Z2-7]{32})<", page)[1]


def give_password(client, staff, **more):
    return client.post("/portal/sign-in/", {"login": staff.email, "password": PASSWORD, **more})


def is_in(client):
    return client.get("/portal/companies/").status_code == 200


def again(client, address, code):
    """Ask for something that needs a code again, and give one."""
    asked = client.post(address)
    assert asked.url.startswith(CODE_AGAIN), asked.url
    return client.post(asked.url, {"code": code})
