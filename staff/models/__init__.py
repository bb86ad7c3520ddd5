from staff.models.account import User
from staff.models.account_link import AccountLink
from staff.models.beginning import Beginning
from staff.models.bulk import BulkRun, BulkStep
from staff.models.cards import CardProblem, CardSweep
from staff.models.change import Change, ChangeSignature
from staff.models.complaint import Complaint, ComplaintFile, ComplaintMail, ComplaintStep
from staff.models.first_day import PutAwayLine
from staff.models.heartbeat import Heartbeat
from staff.models.notice_proposal import NoticeProposal
from staff.models.notifying import Notification
from staff.models.original import CopyDecision, OriginalChange
from staff.models.planning import Assignment, AssignmentStep
from staff.models.preview_link import PreviewLink
from staff.models.proposal import PublicationProposal, RoleProposal
from staff.models.protection import ProtectionAnswer, RedactionRun, SealedOriginal, SealReading
from staff.models.recurring import StoryTemplate
from staff.models.reviewing import Claim
from staff.models.routing import Coverage, Route
from staff.models.second_factor import CodeApp, Passkey, RecoveryCode
from staff.models.session import Session
from staff.models.signing_in import SignIn, SignInLimit
from staff.models.site_export import SiteExport
from staff.models.source_note import SourceNote, SourceNoteReading
from staff.models.thread import Comment
from staff.models.typing import EditLease, Scratch
from staff.models.worker import Worker

__all__ = [
    "AccountLink",
    "Assignment",
    "AssignmentStep",
    "Beginning",
    "BulkRun",
    "BulkStep",
    "CardProblem",
    "CardSweep",
    "Change",
    "ChangeSignature",
    "Claim",
    "CodeApp",
    "Comment",
    "Complaint",
    "ComplaintFile",
    "ComplaintMail",
    "ComplaintStep",
    "CopyDecision",
    "Coverage",
    "EditLease",
    "Heartbeat",
    "NoticeProposal",
    "Notification",
    "OriginalChange",
    "Passkey",
    "PreviewLink",
    "ProtectionAnswer",
    "PublicationProposal",
    "PutAwayLine",
    "RecoveryCode",
    "RedactionRun",
    "RoleProposal",
    "Route",
    "Scratch",
    "SealReading",
    "SealedOriginal",
    "Session",
    "SignIn",
    "SignInLimit",
    "SiteExport",
    "SourceNote",
    "SourceNoteReading",
    "StoryTemplate",
    "User",
    "Worker",
]
