"""What the database reads for a page: the plans of its queries, carried out once more."""

import json

from django.db import connection

LARGE = ("articles_article", "articles_searchentry", "articles_taggedarticle", "articles_credit")


def plans_of(client, url, containing="articles_article"):
    """The nodes of each query's plan, with what was really read; of statements the plan that is kept for all values."""
    asked = []

    def note(execute, sql, params, many, context):
        query = (sql, params) if "$1" in sql else (connection.ops.compose_sql(sql, params), None)
        if containing in query[0] and sql.lstrip("\n (").startswith(("SELECT", "WITH")):
            asked.append(query)
        return execute(sql, params, many, context)

    client.get(url)  # writes the statements
    with connection.execute_wrapper(note):
        response = client.get(url)
    assert response.status_code == 200, url
    return [explained(sql, params) for sql, params in asked]


def explained(sql, params=None):
    """The nodes of the plan of a query, or of a statement with numbered slots."""
    with connection.cursor() as cursor:
        if "$1" in sql:
            cursor.execute(f"PREPARE asked AS {sql}")
            sql = f"EXECUTE asked({', '.join(['%s'] * len(params))})"
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}", params)
        plan = cursor.fetchone()[0]
        if sql.startswith("EXECUTE"):
            cursor.execute("DEALLOCATE asked")
    plan = plan if isinstance(plan, list) else json.loads(plan)
    return list(nodes(plan[0]["Plan"]))


def nodes(plan):
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def rows_read(client, url):
    """Rows of stories, tags and credits that the database looks at."""
    return sum(rows(node) for plan in plans_of(client, url) for node in plan)


def rows(node):
    if node.get("Relation Name") not in LARGE:
        return 0
    removed = node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Index Recheck", 0)
    return (node["Actual Rows"] + removed) * node["Actual Loops"]
