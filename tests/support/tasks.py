"""All tasks of the newsroom, found in its modules."""

import importlib
import pkgutil

from django_tasks.base import Task

import articles
import staff


def tasks():
    """{address: task} of all that can be queued."""
    modules = [
        importlib.import_module(module.name)
        for package in (articles, staff)
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if not {"migrations", "management"} & set(module.name.split("."))
    ]
    values = (value for module in modules for value in vars(module).values())
    return {task.module_path: task for task in values if isinstance(task, Task)}
