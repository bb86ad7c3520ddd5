# One image for the web server, the task worker and migrations. docs/deploy.md tells how to run it.

FROM python:3.12-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /venv
COPY requirements/production.txt /tmp/requirements.txt
RUN /venv/bin/pip install --require-hashes -r /tmp/requirements.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 \
    PAWARTA_VAR=/srv/pawarta MEDIA_ROOT=/srv/media ORIGINALS_ROOT=/srv/originals
# New volumes take owner and permissions from these directories.
RUN useradd --system --uid 10001 --no-create-home pawarta \
    && install -d -o pawarta -g pawarta /srv/media /srv/pawarta \
    && install -d -o pawarta -g pawarta -m 700 /srv/originals
COPY --from=build /venv /venv
WORKDIR /app
COPY . .
# Static files are part of the image. These values end with this step: nothing connects, nothing is signed.
RUN SECRET_KEY=only-for-collectstatic-and-never-for-a-server DATABASE_URL=postgresql://build/none python manage.py collectstatic --no-input

USER pawarta
EXPOSE 8000
# The number of processes comes from WEB_CONCURRENCY (gunicorn's own variable).
CMD ["gunicorn", "newsroom.wsgi", "--bind=0.0.0.0:8000", "--worker-class=gthread", "--threads=4", \
     "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
# Django answers only to its own host name.
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s CMD ["python", "-c", "import os; \
from urllib.request import Request, urlopen; \
urlopen(Request('http://127.0.0.1:8000/sehat/', headers={'Host': os.environ['SITE_URL'].split('/')[2]}), timeout=4)"]
