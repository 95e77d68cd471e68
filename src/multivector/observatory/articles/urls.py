"""Addresses of `articles`. Ids of documents hold slashes and dots, and may hold anything else."""

from django.urls import path

from multivector.observatory.articles import views

urlpatterns = [
    path("articles/", views.articles, name="articles"),
    path("articles/feed.atom", views.feed, name="articles-feed"),
    path("articles/<document:doc>/annotations.json", views.article_annotations, name="article-annotations"),
    path("articles/<document:doc>/text.txt", views.article_text, name="article-text"),
    path("articles/<document:doc>/", views.article, name="article"),
]
