"""Moving in from WordPress and others: an export file becomes articles, people, lists, photos and old addresses.

Reading (pure)
    xml_repair     bytes → text that a strict parser takes
    wxr            the parser: text → `items.ParsedItem`
    export_file    files, plain, packed or in an archive → items
    readers        which reader a file has: this one, `blogger`, `ghost` (`json_rows`, `ghost_text`) or `neutral`
    plain_text     titles without markup, characters that were encoded twice

A text (pure)
    markup         a post's editor text → plain HTML, with `shortcodes` and `paragraphs`
    elements       pictures, players, boxes and adverts of plain HTML
    extraction     plain HTML → `items.ExtractedText`, by `articles.filing`
    resolution     numbered references → stories and photos: `items.ResolvedText`
    publication    status and times of a story

A run
    scan           all files read once → lists, people, numbers
    dry_run        the report of an import that was not made, with `preview` and `link_check`
    runs           one import at a time: the phases `lists`, `staging`, `stories` with `pages`, `links`
    story_content  a post → `StoryDraft`, step by step; `story_rows` stores it
    report         what became of each item, with `results` and `report_labels`
    import_job     dry run and import as tasks of the desk
"""
