"""Stock WebKitGTK under Playwright's own API: an executable that speaks the protocol of Playwright's WebKit build.

``playwright.webkit.launch(executable_path=…/engines/webkitgtk/webkitgtk)`` starts it. It runs on the system's
Python, where PyGObject lives, and imports nothing of the virtual environment. Read ``README.md`` for how its parts
fit together and ``docs/engines/`` for what it can do.
"""
