"""A whole house as files, out and in again: docs/moving-out.md.

tables     the account of every table and column: exported, or the reason why not
scope      which stories and rows an export is of
rows       rows as lines of JSON, and back, by the database itself
folder     the files of an export, their digests, and the manifest that tells them
export     a house → a folder
files      photos, attachments and letters' files, out and in
importing  a folder → an empty house, all of it or nothing
wxr        public stories as an export that WordPress takes in
"""
