"""How gunicorn serves the program: `gunicorn --config python:logbook.server`.

Another address, more workers and the like: gunicorn's own options, which win over these.
"""

import gc

wsgi_app = "logbook:create_app()"
bind = "127.0.0.1:8000"

worker_class = "gthread"
workers = 2
# More than write at once: who waits for a locked database leaves room for those who read.
threads = 8
preload_app = True

# What the app is made of stays; the collector need not look through it again and again.
ROOM_FOR_A_PAGE = 20_000


def when_ready(_arbiter: object) -> None:
    """Before the workers are made, so that they share what is there."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(ROOM_FOR_A_PAGE, 20, 20)


# An access log would tell who wrote in the evening.
accesslog = None
control_socket_disable = True
