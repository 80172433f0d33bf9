"""The blueprint that all pages of people share."""

from flask import Blueprint

bp = Blueprint("people", __name__)
