"""Reading copy: text that keeps its positions, claims, standards, rules, honest rewording."""
