"""How gunicorn serves the program: `gunicorn --config python:logbook.server`.

Another address, more workers and the like: gunicorn's own options, which win over these.
"""

wsgi_app = "logbook:create_app()"
bind = "127.0.0.1:8000"

worker_class = "gthread"
workers = 2
threads = 4
preload_app = True

# An access log would tell who wrote in the evening.
accesslog = None
control_socket_disable = True
