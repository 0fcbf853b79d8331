"""Properties here call scipy: its first call, or a busy machine, is no fault of the rule that is tested."""

from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
