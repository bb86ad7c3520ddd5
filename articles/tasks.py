"""Work that no reader waits for. Tasks are queued in the transaction of the change that needs them."""

from django_tasks import task

from articles import related


@task()
def refresh_similar(article_id):
    """Finds the stories like this one anew, and lets those it is like find it."""
    related.refresh(article_id)
