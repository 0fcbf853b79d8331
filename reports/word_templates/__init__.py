"""An organisation's own Word template: what it may say, whether a file may be one, and filling it in."""
