"""Addresses of `readers`. Ids of documents may hold slashes: whatever else there is stands under another first word."""

from django.urls import path

from multivector.observatory.readers.views import comments, moderation, own, rating

urlpatterns = [
    path("rate/<document:doc>/", rating.rate, name="rate"),
    path("comments/<document:doc>/", comments.comments, name="comment"),
    path("comment/captcha/", comments.captcha, name="comment_captcha"),
    path("comment/captcha/<str:key>.png", comments.picture, name="comment_picture"),
    path("comment/unsubscribe/", own.unsubscribe, name="unsubscribe"),
    path("comment/<int:id>/", comments.permalink, name="comment_permalink"),
    path("comment/<int:id>/reply/", comments.reply, name="comment_reply"),
    path("comment/<int:id>/edit/", comments.edit, name="comment_edit"),
    path("comment/<int:id>/delete/", comments.delete, name="comment_delete"),
    path("comment/<int:id>/complain/", comments.complain, name="comment_complain"),
    path("my-data/", own.my_data, name="my_data"),
    path("my-data/export/", own.export, name="my_data_export"),
    path("my-data/delete/", own.erase, name="my_data_delete"),
    path("review/comments/", moderation.queue, name="moderation"),
    path("review/comments/act/", moderation.act, name="moderation_act"),
    path("review/comments/blocks/", moderation.block_list, name="blocks"),
    path("review/comments/log/", moderation.log, name="moderation_log"),
    path("review/comments/close/", moderation.close, name="moderation_close"),
    path("review/comments/<int:id>/", moderation.comment, name="moderation_comment"),
]
