"""Judging: evidence, verdict, decision, back-test, the strongest honest promise."""
