"""What runs beside the commands: the intake, the worker, the scheduler, the clock, the logs."""
