"""Where run folders may be; those of buckets are tested with a server."""

from __future__ import annotations

import pytest

from replay_airflow.storage import run_folder


@pytest.mark.parametrize("state", ["s3://b/state", "/data/state", ""])
def test_a_state_that_is_in_no_bucket_is_refused(state: str) -> None:
    with pytest.raises(ValueError, match=f"must be gs:.*: {state}"):
        run_folder(state, "r", "unused")
