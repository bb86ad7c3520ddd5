"""nginx with docs/nginx.conf before a port of this machine."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def write_configuration(folder, port, upstream, workers=1, locations=""):
    """Write docs/nginx.conf for this port and the ports of one or several nodes, with more locations if wanted; return the
    command that runs it."""
    site = (ROOT / "docs/nginx.conf").read_text()
    nodes = upstream if isinstance(upstream, list) else [upstream]
    node = "    server web:8000 max_fails=2 fail_timeout=2s;\n"
    for old, new in {
        node: "".join(node.replace("web:8000", f"127.0.0.1:{one}") for one in nodes),
        "listen 80 default_server": f"listen 127.0.0.1:{port} default_server",
        "/srv/media/": f"{folder}/media/",
        "/var/cache/nginx/pawarta": f"{folder}/micro-cache",
        "/var/log/nginx/access.log": f"{folder}/nginx-access.log",
        "    location / {": f"{locations}    location / {{",
    }.items():
        if old not in site:
            raise ValueError(f"docs/nginx.conf has no “{old}” any more.")
        site = site.replace(old, new)
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf = folder / "nginx.conf"
    conf.write_text(
        f"{'user root;' if os.geteuid() == 0 else ''} daemon off; worker_processes {workers}; pid {folder}/nginx.pid;"
        f" error_log {folder}/nginx.log; events {{ worker_connections 256; }}"
        f" http {{ types {{ text/html html; }} sendfile on; access_log {folder}/nginx-access.log; {temporary}\n{site}\n}}"
    )
    return ["nginx", "-p", str(folder), "-e", f"{folder}/nginx.log", "-c", str(conf)]
