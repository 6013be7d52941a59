"""The reading of a commitment that several fields share."""

from msp_lifecycle.records import Commitment


def stands(commitment: Commitment) -> bool:
    """Say whether a commitment was kept or is still to be kept: neither broken nor taken back nor let go.

    Examples:
        >>> stands(Commitment(id="c", partner="itu", text="Map networks"))
        True
    """
    return commitment.status not in ("broken", "withdrawn", "released")
