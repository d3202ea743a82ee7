"""Tables over several machines: Citus keeps all rows of a community together on one of them.

Every table is divided by the community's id, alike (*colocated*): a community's rows of all tables
lie together, so its keys, references, locks and transactions stay on one machine.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, inspect, text

from db.errors import CannotDistributeError

COLUMN = "community_id"
"""The column that says whose a row is."""

COMMUNITIES = "community"
"""The table in which that is the row's own id."""

_HAS_CITUS = "SELECT EXISTS (SELECT FROM pg_extension WHERE extname = 'citus')"
_DISTRIBUTED = (
    "SELECT relation.relname FROM pg_dist_partition AS part"
    " JOIN pg_class AS relation ON relation.oid = part.logicalrelid"
    " WHERE part.partmethod = 'h' AND relation.relnamespace = current_schema()::regnamespace"
)


def require(connection: Connection) -> None:
    """Raise `CannotDistributeError` unless this is PostgreSQL with the extension Citus."""
    if connection.dialect.name != "postgresql":
        raise CannotDistributeError("sqlite")
    if not connection.execute(text(_HAS_CITUS)).scalar_one():
        raise CannotDistributeError("extension")


def distributed(connection: Connection) -> set[str]:
    """Return the names of the tables that are divided; none where there is no Citus."""
    try:
        require(connection)
    except CannotDistributeError:
        return set()
    return set(connection.execute(text(_DISTRIBUTED)).scalars())


def begin(connection: Connection) -> bool:
    """Prepare a transaction that changes tables; return whether they are divided already.

    If they are, Citus is told to change the parts of a table one after the other.
    """
    is_divided = bool(distributed(connection))
    if is_divided:
        _one_after_the_other(connection)
    return is_divided


def distribute(connection: Connection) -> int:
    """Divide all tables of communities that are not divided yet; return how many those were.

    Alembic's own table stays where it is. Raises `CannotDistributeError` where it cannot be done.
    """
    require(connection)
    _one_after_the_other(connection)
    there = distributed(connection)
    missing = [(name, by) for name, by in _tables(connection) if name not in there]
    for name, by in missing:
        beside = "default" if name == COMMUNITIES else f'"{COMMUNITIES}"'
        connection.exec_driver_sql(
            f"SELECT create_distributed_table('\"{name}\"', '{by}', colocate_with => '{beside}')"
        )
    for name, _ in missing:
        # What was there before stays behind, out of sight, and new constraints would look at it.
        connection.exec_driver_sql(
            f"SELECT truncate_local_data_after_distributing_table('\"{name}\"')"
        )
    return len(missing)


def _tables(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield each table of communities with its column: theirs first, then after what it refers to.

    Citus refuses a reference from a table that is divided to one that is not.
    """
    inspector = inspect(connection)
    columns = {
        name: {column["name"] for column in found}
        for (_, name), found in inspector.get_multi_columns().items()
    }
    yield COMMUNITIES, "id"
    for name, _ in inspector.get_sorted_table_and_fkc_names():
        if name is not None and COLUMN in columns[name]:
            yield name, COLUMN


def _one_after_the_other(connection: Connection) -> None:
    connection.execute(text("SET LOCAL citus.multi_shard_modify_mode TO 'sequential'"))
