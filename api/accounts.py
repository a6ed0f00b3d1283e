"""Sign in and sign up as scripts do: through the application's own forms."""

from __future__ import annotations

from api.client import ApiClient, ApiError


def sign_in(client: ApiClient, email: str, password: str) -> None:
    """Sign the client's session in and read the welcome message, as a browser would on its next page.

    Raises ``ApiError`` when the application refuses.
    """
    answer = client.post_form("/accounts/login/", {"login": email, "password": password})
    if answer.status != 302 or "login" in (answer.location or ""):
        raise ApiError(f"sign-in of {email} was refused: {answer.status} {answer.location}")
    client.get("/dashboard/")


def sign_up(client: ApiClient, email: str, username: str, password: str) -> None:
    """Make an account and leave the session signed in. Raises ``ApiError`` when the application refuses."""
    fields = {"email": email, "username": username, "password1": password, "password2": password}
    answer = client.post_form("/accounts/signup/", fields)
    if answer.status != 302:
        raise ApiError(f"sign-up of {email} was refused: {answer.status} {answer.text()[:500]}")
    client.get("/dashboard/")


def sign_out(client: ApiClient) -> None:
    """End the client's session and read what is said of it, as a browser would. Raises ``ApiError`` when it goes on."""
    answer = client.post_form("/accounts/logout/", {})
    if answer.status != 302:
        raise ApiError(f"the session was not ended: {answer.status}")
    client.get("/")


def reauthenticate(client: ApiClient, password: str) -> None:
    """Type the password once more, as changing e-mail addresses asks for. Raises ``ApiError`` when it is refused."""
    answer = client.post_form("/accounts/reauthenticate/", {"password": password})
    if answer.status != 302:
        raise ApiError(f"the password was not accepted again: {answer.status}")
