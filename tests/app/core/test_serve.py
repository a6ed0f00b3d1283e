"""The server as the suite starts it: its line, its files, its threads, its end (docs/architecture.md)."""

from __future__ import annotations

import json
import os
import re
import select
import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.app.serving import END_SECONDS, START_SECONDS, Served, start


def test_the_line_says_where_it_listens(served: Served) -> None:
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+", served.line["url"])
    assert served.line["pid"] == served.process.pid
    assert served.line["data"] == str(served.data)


def test_accounts_of_every_tier_are_ready(served: Served) -> None:
    accounts = served.accounts
    assert set(accounts) == {"owner", "second_owner", "trial", "expired", "admin", "no_password"}
    assert (served.data / "accounts.json").stat().st_mode & 0o077 == 0, "passwords are nobody else's business"
    badges = {"owner": "PRO", "second_owner": "PRO", "trial": "Trial 13d", "expired": "Expired", "admin": "ADMIN"}
    for number, (name, badge) in enumerate(badges.items()):
        with served.signed_in(name, f"10.8.0.{number}") as client:
            assert f">{badge}</" in client.get("/dashboard/").text
    assert accounts["no_password"]["password"] is None


def test_libraries_come_from_the_server_itself(served: Served) -> None:
    with served.client() as client:
        page = client.get("/accounts/login/").text
        assets = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
        assert len(assets) >= 5
        assert {client.get(asset).status_code for asset in assets} == {200}
        assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)


def test_every_request_leaves_one_line(served: Served) -> None:
    with served.client(**{"X-E2E": "lari/uji-login/1"}) as client:
        answers = [client.get(path) for path in ("/health/live/", "/tidak/ada/", "/static/core/api.js")]
    lines = {line["id"]: line for line in served.requests}
    mine = [lines[answer.headers["X-Request-ID"]] for answer in answers]
    assert [line["route"] for line in mine] == ["health/live/", None, None]
    assert [line["status"] for line in mine] == [200, 404, 200]
    assert {line["e2e"] for line in mine} == {"lari/uji-login/1"}
    assert {line["method"] for line in mine} == {"GET"}
    assert all(line["ms"] >= 0 for line in mine)
    assert len(lines) == len(served.requests)


def test_a_line_names_the_user_and_never_query_or_body(served: Served) -> None:
    with served.signed_in("owner", "10.8.1.1") as client:
        answer = client.get("/dashboard/?search=rahasia")
    line = next(line for line in served.requests if line["id"] == answer.headers["X-Request-ID"])
    assert isinstance(line["user"], int)
    assert line["path"] == "/dashboard/"
    text = (served.data / "requests.jsonl").read_text("utf-8")
    assert "rahasia" not in text
    assert served.accounts["owner"]["password"] not in text


def test_limits_count_per_forwarded_address(served: Served) -> None:
    path = "/detail_project/api/monitoring/report-client-metric/"
    metric = {"type": "fps", "metric": {"value": 60}}
    with served.client("10.7.0.1") as one, served.client("10.7.0.2, 10.7.0.1") as two:
        codes = Counter(one.post(path, json=metric).status_code for _ in range(61))
        assert codes == {200: 60, 429: 1}
        assert two.post(path, json=metric).status_code == 200


def test_projects_made_at_once_get_numbers_of_their_own(served: Served) -> None:
    with served.signed_in("second_owner", "10.6.0.1") as first:
        cookies = dict(first.cookies)

        def create(number: int) -> int:
            with served.client("10.6.0.1") as client:
                client.cookies.update(cookies)
                form = {
                    "csrfmiddlewaretoken": cookies["csrftoken"],
                    "form-TOTAL_FORMS": "1",
                    "form-INITIAL_FORMS": "0",
                    "form-0-nama": f"Serentak {number:02}",
                    "form-0-tanggal_mulai": "2026-01-05",
                    "form-0-sumber_dana": "APBD",
                    "form-0-lokasi_project": "Bandung",
                    "form-0-nama_client": "Dinas PU",
                    "form-0-anggaran_owner": "1000",
                }
                return client.post("/dashboard/", data=form).status_code

        with ThreadPoolExecutor(10) as pool:
            assert Counter(pool.map(create, range(20))) == {302: 20}
        page = first.get("/dashboard/?search=Serentak").text
    numbers = re.findall(r"PRJ-\d+-\d{6}-(\d{4})", page)
    assert sorted(set(numbers)) == [f"{number:04}" for number in range(1, 21)]
    assert len(set(re.findall(r">(Serentak \d\d)</a>", page))) == 20


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it(tmp_path: Path, sign: signal.Signals) -> None:
    process = start(tmp_path)
    assert process.stdout
    assert process.stdout.readline()
    process.send_signal(sign)
    assert process.wait(END_SECONDS) == 0


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    starter = (
        "import subprocess, sys\n"
        f"command = [sys.executable, '-m', 'app.serve', '--data', {str(tmp_path)!r}]\n"
        "p = subprocess.Popen(command, stdout=subprocess.PIPE)\n"
        "sys.stdout.write(p.stdout.readline().decode())\n"
    )
    printed = subprocess.run(  # noqa: S603  # our own server
        [sys.executable, "-c", starter], capture_output=True, text=True, check=True, timeout=START_SECONDS
    )
    line = json.loads(printed.stdout)
    try:
        server = os.pidfd_open(line["pid"])
    except ProcessLookupError:
        return  # it is gone already
    try:
        assert select.select([server], [], [], END_SECONDS)[0], "the server outlived its parent"
    finally:
        os.close(server)
