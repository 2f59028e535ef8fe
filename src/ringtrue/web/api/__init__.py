"""The API, `/api/v1`: everything that pages do, for programs; a file per resource.

An operation parses what was asked, calls the use case that the page calls, and tells its result in
the words of `schemas`. Who may do what is decided below, by `desk.permissions` and `desk.scopes`.
"""
