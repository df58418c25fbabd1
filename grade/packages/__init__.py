"""What one uploads to a service that grades: one folder here for each, and the parts that all share."""
SERVICES = ('gradescope', 'autolab', 'prairielearn', 'classroom50')
