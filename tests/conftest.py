"""Settings that every test shares.

`HYPOTHESIS_PROFILE` chooses how hard the property tests look:

- `dev`, the default: a quick look, new examples every time.
- `ci`, the default where `CI` is set: the same examples every time, so that a red build is about the change.
- `mutation`: a short look, the same every time, for tests that run once for every mutant.
- `nightly`: a long look; 2,200 runs of up to 50 steps make 100,000 steps for each stateful test.
"""

from __future__ import annotations

import os

from hypothesis import settings

for name, examples in {"dev": 50, "ci": 100, "mutation": 25, "nightly": 2_200}.items():
    fixed = name in ("ci", "mutation")
    settings.register_profile(
        name, max_examples=examples, deadline=None, print_blob=True, derandomize=fixed
    )

on_a_build_server = os.environ.get("CI", "").lower() not in {"", "0", "false"}
settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if on_a_build_server else "dev")
)
