"""The permissions that rules ask for (`user.has_perm`). Who has which is told in `staff/roles.py`."""

ADD_ARTICLE = "articles.add_article"
CHANGE_ARTICLE = "articles.change_article"
REVIEW_ARTICLE = "articles.review_article"
WITHDRAW_ARTICLE = "articles.withdraw_article"
PUBLISH_ALONE = "articles.publish_alone_article"
BREAK_EMBARGO = "articles.break_embargo_article"

ADD_PERSON = "articles.add_person"
KEEP_PERSON = "articles.keep_person"

ADD_TAG = "articles.add_tag"
ADD_CATEGORY = "articles.add_category"
CHANGE_CATEGORY = "articles.change_category"
ADD_REGION = "articles.add_region"
CHANGE_PAGE = "articles.change_page"
CHANGE_PUBLICATION = "articles.change_publication"

ADD_EXPORT = "articles.add_exportfile"

ADD_PHOTO = "articles.add_photo"
CHANGE_PHOTO = "articles.change_photo"
VIEW_PHOTO = "articles.view_photo"
KILL_PHOTO = "articles.kill_photo"

ADD_PICK = "articles.add_pick"
CHANGE_PICK = "articles.change_pick"
DELETE_PICK = "articles.delete_pick"

CHANGE_ADVERTISEMENT = "articles.change_advertisement"

ADD_ATTACHMENT = "articles.add_attachment"
VIEW_ATTACHMENT = "articles.view_attachment"
WITHDRAW_ATTACHMENT = "articles.withdraw_attachment"
