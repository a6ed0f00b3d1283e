"""Page objects: what a user sees and can do, one class a page; nothing here knows of tests, fixtures or the API."""
