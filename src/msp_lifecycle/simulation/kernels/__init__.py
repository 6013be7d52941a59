"""The inner loops: arrays in, events out. One law, written once for NumPy and once for numba, with equal bits."""
