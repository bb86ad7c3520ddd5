"""The parts of an export by name: which of them the importer uses, and which are worthless here, and why.

What is in neither table is listed in the report with examples. Keys are WordPress's own and those of the plugins and
themes that news sites run; a reason is a key of `report_labels.WORTHLESS`.
"""

from articles.filing.words import names
from articles.wordpress.items import COMMERCIAL_LABEL

USED = "used"

# ---- Elements

HEAD = {
    "title": USED,
    "link": USED,
    "wp:wxr_version": USED,
    "wp:base_site_url": USED,
    "wp:base_blog_url": USED,
    "wp:author": USED,
    "wp:category": USED,
    "wp:tag": USED,
    "wp:term": USED,
    "description": "site-words",
    "pubDate": "site-words",
    "language": "site-words",
    "generator": "site-words",
    "image": "site-words",
    "cloud": "feed",
    "atom:link": "feed",
    "site": "feed",
    "sy:updatePeriod": "feed",
    "sy:updateFrequency": "feed",
}
ITEM = {
    "title": USED,
    "link": USED,
    "guid": USED,
    "pubDate": USED,
    "dc:creator": USED,
    "content:encoded": USED,
    "excerpt:encoded": USED,
    "wp:post_id": USED,
    "wp:post_date": USED,
    "wp:post_date_gmt": USED,
    "wp:post_modified": USED,
    "wp:post_modified_gmt": USED,
    "wp:post_name": USED,
    "wp:status": USED,
    "wp:post_parent": USED,
    "wp:post_type": USED,
    "wp:post_password": USED,
    "wp:is_sticky": USED,
    "wp:attachment_url": USED,
    "wp:menu_order": USED,
    "description": "feed",
    "wp:comment_status": "comments-off",
    "wp:ping_status": "comments-off",
}
# Types of items: made into something, or nobody's text.
TYPES = {
    "post": USED,
    "page": USED,
    "attachment": USED,
    "guest-author": USED,
    "nav_menu_item": USED,
    "wp_block": USED,
    "tablepress_table": USED,
    "redirect_rule": USED,
    "revision": "old-version",
    "customize_changeset": "layout",
    "custom_css": "layout",
    "wp_global_styles": "layout",
    "wp_template": "layout",
    "wp_template_part": "layout",
    "wp_navigation": "layout",
    "wp_font_family": "layout",
    "wp_font_face": "layout",
    "elementor_library": "layout",
    "elementor-hf": "layout",
    "elementor_font": "layout",
    "elementor_icons": "layout",
    "tdb_templates": "layout",
    "td_nm_template": "layout",
    "jnews-mega-menu": "layout",
    "mega_menu": "layout",
    "oembed_cache": "cache",
    "amp_validated_url": "cache",
    "jp_img_sitemap": "cache",
    "jp_vid_sitemap": "cache",
    "jp_sitemap_master": "cache",
    "jp_sitemap": "cache",
    "scheduled-action": "cache",
    "acf-field": "acf-number",
    "acf-field-group": "acf-number",
    "polylang_mo": "layout",
    "user_request": "machine",
}
TAXONOMIES = {
    "category": USED,
    "post_tag": USED,
    "region": USED,  # of the neutral format
    "author": USED,
    "nav_menu": USED,
    "language": USED,
    "post_translations": "translation-group",
    "term_language": "translation-group",
    "term_translations": "translation-group",
    "post_format": "layout",
    "wp_theme": "layout",
    "wp_template_part_area": "layout",
    "elementor_library_type": "layout",
    "elementor_library_category": "layout",
    "amp_validation_error": "cache",
    "link_category": "layout",
}
COMMENTS = {
    "comment": USED,
    "": "empty",
    "held": "comment-unseen",
    "spam": "comment-unseen",
    "trash": "comment-unseen",
    "post-trashed": "comment-unseen",
    "pingback": "comment-machine",
    "trackback": "comment-machine",
    "action_log": "comment-machine",
}

# ---- Custom fields that are read

SUBTITLES = names(
    "td_subtitle jnews_post_subtitle post_subtitle _subtitle subtitle sub_title wps_subtitle _secondary_title secondary_title"
    " _bunyad_sub_title penci_post_sub_title bs_subtitle sub_judul subjudul tie_post_subtitle ekit_subtitle"
)
VIEW_COUNTS = names(
    "post_views_count post_view_count views _post_views tie_views wpb_post_views_count wpb_post_views pvc_views hits"
    " entry_views penci_post_views_count better-views-count ekit_post_views_count jnews_view_counter _views td_post_views"
    " post_views _post_view_count"
)
SPONSOR_MARKS = names(
    "sponsored _sponsored is_sponsored _is_sponsored sponsored_post jnews_sponsored advertorial _advertorial is_advertorial"
    " pariwara is_pariwara td_sponsored tie_sponsored_post penci_sponsored"
)
SPONSOR_NAMES = names("sponsored_by _sponsored_by sponsor sponsor_name _sponsor_name advertiser pengiklan")
PRIMARY_CATEGORIES = (  # the one that the theme shows comes last: it wins no vote against the editor's own choice
    "_yoast_wpseo_primary_category",
    "rank_math_primary_category",
    "_seopress_robots_primary_cat",
    "_primary_term_category",
    "epc_primary_category",
    "jnews_primary_category",
    "td_post_theme_settings",
)
SEO_TITLES = names(
    "_yoast_wpseo_title rank_math_title _aioseo_title _aioseop_title _seopress_titles_title _genesis_title _su_title"
)
SEO_DESCRIPTIONS = names(
    "_yoast_wpseo_metadesc rank_math_description _aioseo_description _aioseop_description _seopress_titles_desc"
    " _genesis_description _su_description"
)
CANONICALS = names(
    "_yoast_wpseo_canonical rank_math_canonical_url _seopress_robots_canonical _genesis_canonical_uri _aioseo_canonical_url"
    " _aioseop_custom_link"
)
NOINDEX = names(
    "_yoast_wpseo_meta-robots-noindex rank_math_robots _seopress_robots_index _aioseop_noindex _genesis_noindex"
)
NEWS_NOINDEX = names("_yoast_wpseo_newssitemap-exclude rank_math_news_sitemap_robots")
LANGUAGES = names("_wpml_import_language_code _icl_lang _locale")
REMOTE_PICTURES = ("fifu_image_url", "_knawatfibu_url", "_nelioefi_url", "external_image_url")
VIDEOS = (
    "_format_video_embed",
    "video_url",
    "_video_url",
    "td_post_video",
    "jnews_video_url",
    "post_video",
    "tie_video_url",
)
BUILDER_TEXTS = (
    "_elementor_data",
    "panels_data",
    "_fl_builder_data",
    "_cornerstone_data",
    "_bricks_page_content_2",
)
USED_FIELDS = frozenset(
    {
        COMMERCIAL_LABEL,
        *SUBTITLES,
        *VIEW_COUNTS,
        *SPONSOR_MARKS,
        *SPONSOR_NAMES,
        *PRIMARY_CATEGORIES,
        *SEO_TITLES,
        *SEO_DESCRIPTIONS,
        *CANONICALS,
        *NOINDEX,
        *NEWS_NOINDEX,
        *LANGUAGES,
        *REMOTE_PICTURES,
        *VIDEOS,
        *BUILDER_TEXTS,
        *names(
            "_thumbnail_id _wp_attached_file _wp_attachment_image_alt _wp_old_slug _wp_old_date footnotes _links_to"
            " cap-display_name cap-user_login _redirect_rule_from _redirect_rule_to _tablepress_export_table_id"
            " _menu_item_type _menu_item_menu_item_parent _menu_item_object_id _menu_item_object _menu_item_url"
            " _fifu_image_alt fifu_image_alt"
        ),
    }
)

# ---- Custom fields that say nothing here: a pattern of whole names, and the reason

WORTHLESS_FIELDS = (
    (r"_edit_(?:last|lock)|_pingme|_encloseme|_wp_trash_meta_\w+|_wp_desired_post_slug|_wp_suggested_\w+", "editor-state"),
    (r"_wp_attachment_metadata|_wp_attachment_backup_sizes|_wp_attachment_context|_attachment_\w+", "picture-sizes"),
    (r"_oembed_.*|_transient.*|_yst_prominent_words_version|_yoast_indexnow.*|_yoast_wpseo_(?:wordproof.*|estimated-.*)", "cache"),
    (r"_wp_page_template|_wp_post_thumbnail_\w+|wp_font_\w+|_fusion.*|_et_pb_.*|et_\w+|_vc_.*|vc_.*|_wpb_.*|_elementor_(?!data).*", "layout"),
    (r"_menu_item_(?:target|classes|xfn|orphaned).*|_mega_.*|menu-item-.*|_mega_menu.*", "layout"),
    (r"td_(?:post_template|sidebar.*|page.*|homepage.*|source.*|review.*|gallery.*)|tdc_.*|_td_.*|tds_.*", "layout"),
    (r"jnews_(?:single_post|override_.*|review.*|social_counter.*|metabox.*|page_.*)|_jnews_(?!sponsor).*|jnews_.*_layout", "layout"),
    (r"_bunyad_.*|penci_.*|bs_.*|_tie_.*|tie_.*|ekit_.*|csco_.*|_csco_.*|newsmag_.*|colormag_.*|foxiz_.*|rb_.*|_themeisle.*", "layout"),
    (r"_generate.*|_astra.*|ast-.*|site-.*-layout|_ocean.*|ocean_.*|_kad_.*|_kadence.*|theme-transparent-.*|_stk_.*|_uag_.*", "layout"),
    (r"slide_template|rs_page_bg_color|_sidebar.*|sidebar_.*|custom_permalink|_hide_.*|_disable_.*|_wds_.*|_wpex_.*", "layout"),
    (
        r"_yoast_wpseo_(?:focuskw.*|linkdex|content_score|inclusive_.*|is_cornerstone|meta-robots-(?:adv|nofollow)"
        r"|opengraph-.*|twitter-.*|bctitle|redirect|focuskeywords|keywordsynonyms|primary_(?!category$).*|schema_.*|newssitemap-(?!exclude).*)"
        r"|rank_math_(?!title$|description$|canonical_url$|robots$|primary_category$|news_sitemap_robots$).*"
        r"|_aioseop?_(?!title$|description$|noindex$|canonical_url$|custom_link$).*|_seopress_(?!titles_|robots_index$|robots_canonical$|robots_primary_cat$).*"
        r"|_seopress_titles_(?!title$|desc$).*|_genesis_(?!title$|description$|canonical_uri$|noindex$).*|_su_(?!title$|description$).*|_yst_.*|_metaseo_.*",
        "seo-work",
    ),
    (
        r"_jetpack_.*|jetpack_.*|_publicize_.*|_wpas_.*|_wp_rp_.*|_wpsp_.*|_g_feedback.*|_feedback_.*|sharing_disabled|switch_like_status|_web_?push.*"
        r"|_?onesignal.*|os_meta|response_body|status|recipients|rocket_.*|_rop_.*|_b2s_.*|b2s_.*|snap.*|_snap.*|_nxs.*|nxs_.*|fb_.*|_fb_.*|_wp_social.*"
        r"|_social.*|ss_.*|_sharelinks.*|essb_.*|_essb_.*|tg_sent.*|_telegram.*|_wptelegram.*|wppp.*|_push.*|swp_.*|_swp_.*|_mc_calendar|_ss_.*",
        "sent-elsewhere",
    ),
    (r"amp.?status|_?amp_.*|_amp-.*|_lscache.*|litespeed.*|_rocket.*|_wp_super_cache.*|_imagify.*|_smush.*|wp-smpro.*|ewww.*|_shortpixel.*|_optimole.*|_webp.*", "cache"),
    (r"_wxr_import.*|_import.*|wp_automatic.*|wpai_.*|_wpmf.*|_wpsl.*|_feedwordpress.*|syndication_.*|fgj?2wp.*|_fgj2wp.*|blogger_.*|_blogger.*|geo_(?:enabled|public).*|_dp_original|_customize_.*", "machine"),
    (r"_ad_.*|_advanced_ads.*|advanced_ads.*|_adsense.*|adsforwp.*|_quads.*|_ai_.*|ad_inserter.*|_google_ad.*", "adverts"),
    (r"cap-(?!display_name$|user_login$).*|_molongui.*|ppma_.*|_ppma.*|_multiple_author.*", "people"),
    (r"_icl_.*|_wpml_.*|wpml-.*|_pll_.*|_translation.*|_last_translation.*", "translation-group"),
    (r"ratings_.*|_?post_like.*|_?likes?_.*|_liked.*|votes.*|_wp_ulike.*|_epvc.*|_wpp_.*|wpp_.*|_kksr_.*|_starrating.*|reaction.*", "reactions"),
    (r"_?wp_statistics.*|_?ga_.*|_?gads.*|_?monsterinsights.*|_post_view.*_cache|views_(?:day|week|month).*|post_views_count_.*|_?tptn.*", "figures"),
    (r"_redirect_rule_(?!from$|to$).*|_tablepress_(?!export_table_id$).*|_acf.*|acf_.*|_wpcf7?_.*|_wp_old_.*|_wp_.*", "machine"),
)  # fmt: skip
