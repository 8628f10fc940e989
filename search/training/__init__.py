"""Training of the encoder that ships: prepare → start (PPMI-SVD) → train (contrastive) → pack → evaluate."""
