"""What the reasoning costs. `python -m benchmarks` measures everything in one run and writes table and plot."""
