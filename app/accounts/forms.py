from __future__ import annotations

from typing import Any

from allauth.account.forms import LoginForm as AllauthLoginForm


class LoginForm(AllauthLoginForm):
    """Sign-in by e-mail and password, with the placeholders of CONTRACT 2.1."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["placeholder"] = "Alamat e-mail"
        self.fields["password"].widget.attrs["placeholder"] = "Sandi"
        self.fields["password"].help_text = ""  # the page itself links to the reset
