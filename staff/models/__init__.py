from staff.models.account import User
from staff.models.heartbeat import Heartbeat
from staff.models.notifying import Notification
from staff.models.reviewing import Claim
from staff.models.routing import Coverage, Route
from staff.models.typing import EditLease, Scratch

__all__ = ["Claim", "Coverage", "EditLease", "Heartbeat", "Notification", "Route", "Scratch", "User"]
