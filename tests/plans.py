"""How SQLite goes about a query, in a database without statistics, as a real one has none."""

from sqlalchemy.dialects import sqlite

from logbook.db import db


def plan_of(statement, values=None):
    """The lines of its plan, in order; what it is asked with makes no difference to it."""
    sql = statement.params(values or {}).compile(
        dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}
    )
    asked = f"EXPLAIN QUERY PLAN {sql}", tuple("" for _ in sql.positiontup or ())
    return [row[-1] for row in db.session.connection().exec_driver_sql(*asked)]
