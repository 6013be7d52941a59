"""All fields and criteria together: what imports the fields of networks and of practice as well."""

from msp_lifecycle.criteria import CORE_FIELDS
from msp_lifecycle.criteria.network import NETWORK
from msp_lifecycle.criteria.practice import PRACTICE

FIELDS = (*CORE_FIELDS, *NETWORK, *PRACTICE)
"""The six fields of success factors, the definition, suitability, networks, and the fields of practice."""

CRITERIA = tuple(criterion for field in FIELDS for criterion in field.criteria)
"""Every criterion we ship."""
