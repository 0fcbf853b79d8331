"""Numbers of many publications as a table: taken away, filled, brought back, looked at before anything is stored."""
