"""What the atlas makes of a small frozen set of records, written down.

``records/`` was copied once from ``data/records`` and is left alone: 27 places with all
that their claims, agreements, events, one story and a few claims at sea refer to.
(One claim there leaves fewer territorial seas out, to be drawn quickly.) ``expected/``
is what is made of it. A wanted change is written down with ``make golden``.
"""
