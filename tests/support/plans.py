"""What the database reads for a page: the plans of its queries, carried out once more."""

import json

from django.db import connection
from django.test.utils import CaptureQueriesContext, override_settings

LARGE = ("articles_article", "articles_searchentry", "articles_taggedarticle", "articles_credit")


def plans_of(client, url, containing="articles_article"):
    """The nodes of each query's plan, with what was really read."""
    client.get(url)  # writes the statements
    # Prepared ones show no values.
    with override_settings(PREPARED_STATEMENTS=False), CaptureQueriesContext(connection) as queries:
        response = client.get(url)
    assert response.status_code == 200, url
    asked = [query["sql"] for query in queries.captured_queries if containing in query["sql"]]
    return [explained(sql) for sql in asked if sql.lstrip().startswith(("SELECT", "WITH"))]


def explained(sql):
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}")
        plan = cursor.fetchone()[0]
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
