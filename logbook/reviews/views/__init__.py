"""The pages of sparring, one module per thing that people do there."""

from flask import Flask

from logbook.people import navigation
from logbook.people.models import Person
from logbook.reviews.queue import news_for
from logbook.reviews.views import asking, giving, kind_words, lists, putting_off, threads
from logbook.reviews.views.blueprint import bp

__all__ = ["asking", "giving", "kind_words", "lists", "putting_off", "threads"]


def number_new(person: Person) -> int:
    """What stands beside ”Sparring” in the menu."""
    news = news_for(person)
    return int(news.waiting + news.unread + news.replies)


def number_of_kind_words(person: Person) -> int:
    """What stands beside ”I dag”."""
    return int(news_for(person).kind_words)


def init_app(app: Flask) -> None:
    app.register_blueprint(bp)
    navigation.counters["sparring"] = number_new
    navigation.counters["today"] = number_of_kind_words
