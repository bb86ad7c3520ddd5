"""Moving in from WordPress and others: an export file becomes articles, people, lists, photos and old addresses.

Reading (pure)
    xml_repair     bytes → text that a strict parser takes
    wxr            the parser: text → `items.ParsedItem`
    export_file    files, plain, packed or in an archive → items
    readers        which reader a file has: this one, `blogger`, `ghost` (`json_rows`, `ghost_text`) or `neutral`
    plain_text     titles without markup, characters that were encoded twice
    inventory      the closed account of the files, by the tables of `field_table`

A text (pure)
    markup         a post's editor text → plain HTML, with `shortcodes` and `paragraphs`
    builders       texts of page builders and custom fields, with `php_data`
    item_fields    what plugins keep beside a story → `ItemFields`
    elements       pictures, players, boxes and adverts of plain HTML
    extraction     plain HTML → `items.ExtractedText`, by `articles.filing`
    resolution     numbered references → stories and photos: `items.ResolvedText`
    publication    status and times of a story

A run
    scan           all files read once → lists, people, numbers
    runs           one import at a time (`lock`): the phases `lists`, `staging`, `stories` with `pages`, `links` with `regions`
    dry_run        a run without its last write, on the tables of `shadows`
    pictures       files as photos, and `shelf` as attachments
    conversion     texts converted ahead of their storage, by a thread or a process
    story_content  a post → `StoryDraft`, step by step; `story_rows` stores it
    report         what became of each item, with `results`, `menus` and `report_labels`
    import_job     dry run and import as tasks of the desk
"""
