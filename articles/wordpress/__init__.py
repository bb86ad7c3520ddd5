"""Moving in from WordPress: an export file becomes articles, people, lists, photos and old addresses.

reading   bytes → sanitised bytes → `items` (pure)
markup    a post's editor text → plain HTML: paragraphs, blocks, shortcodes, embeds (pure)
lifting   plain HTML → canonical body, dateline, credits, Baca Juga, sign-off, and notes on what is unsure (pure)
store     items → rows, in batches that can be resumed
"""
