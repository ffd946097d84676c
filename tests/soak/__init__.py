"""The long forms of tests that harm: ``python -m tests.soak`` runs all of them.

What ``make test`` tries a few times is tried here thousands of times, in processes of
their own whose memory and time are measured. Each part ends with a line of figures for
``docs/reliability.md``; the status is 1 if anything did not hold.
"""
