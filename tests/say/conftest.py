from hypothesis import settings

settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
"""No test judges by the clock: a busy machine is no defect."""
