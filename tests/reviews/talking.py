"""How the tests write in a thread, and where they read it."""


def thread_of(request):
    return f"/sparring/{request.id}/svar"


def cycle_of(request):
    return f"/forloeb/{request.cycle_id}"


def replies(request):
    return [(each.by.first_name, each.text) for each in request.replies]


def write(client, request, text, **fields):
    return client.post(thread_of(request), data={"text": text, **fields})
