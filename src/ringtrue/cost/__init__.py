"""What broken promises cost: damage, the firm's own multiplier, the cycle, the honest promise."""
