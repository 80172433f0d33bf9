"""What these pages share."""

from flask import Blueprint

bp = Blueprint("uses", __name__)
