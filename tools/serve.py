"""``python -m tools.serve``: the embedded application, running with its data until Ctrl-C."""

from __future__ import annotations

import argparse
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO


def introduce(address: dict[str, str], accounts: dict[str, dict[str, str | None]]) -> str:
    """Return what a person needs: the address, the accounts, where data and logs lie."""
    rows = [
        (role, entry["email"] or "", entry["password"] or "(no password: signs in by a code)")
        for role, entry in accounts.items()
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(2)]
    lines = [f"\n  {address['url']}\n"]
    lines += [f"  {role:<{widths[0]}}  {email:<{widths[1]}}  {password}" for role, email, password in rows]
    lines += [f"\n  data and logs  {address['data']}", "  Ctrl-C stops it\n"]
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Run until the server ends or Ctrl-C; return the server's exit status, 0 after Ctrl-C."""
    options = argparse.ArgumentParser(prog="python -m tools.serve", description=__doc__)
    options.add_argument("--port", default="0", help="0: a free one")
    options.add_argument("--data", type=Path, default=Path(".run/serve"))
    given = options.parse_args(arguments)
    given.data.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "app.serve", "--port", given.port, "--data", str(given.data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as server:
        signal.signal(signal.SIGTERM, lambda *_: server.terminate())
        try:
            return _until_it_ends(server, given.data)
        except KeyboardInterrupt:
            # The terminal sent Ctrl-C to the server too; terminate() covers the case that only we got it.
            server.terminate()
            server.wait()
            return 0


def _until_it_ends(server: subprocess.Popen[str], data: Path) -> int:
    output: IO[str] | None = server.stdout
    first = output.readline() if output else ""
    if not first:
        sys.stderr.write(f"serve: the application did not start; the reason is in {data / 'server.log'}\n")
        return server.wait() or 1
    address = json.loads(first)
    accounts = json.loads((Path(address["data"]) / "accounts.json").read_text(encoding="utf-8"))
    sys.stdout.write(introduce(address, accounts))
    sys.stdout.flush()
    return server.wait()


if __name__ == "__main__":
    sys.exit(main())
