"""What a run showed: its records, the figures drawn from them, the verdict and the gate."""
