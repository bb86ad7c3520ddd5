"""What is written and what readers see."""
