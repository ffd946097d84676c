"""Speed and memory, measured in real Chromium beside the peers: ``make bench``.

``python -m tests.bench`` measures everything, ``--only step heap`` some parts, each a
module with a ``measure`` that yields Markdown tables and a docstring that says what its
figures mean and why they are fair to the peer. Nothing is written into the repository;
the scripts that peers take from CDNs are kept in the user's cache folder.

The machine may be busy with other work, so absolute times wobble. Ours and the peers'
are taken in one run, in one browser, and judged by their ratios, medians and 95th
percentiles.
"""
