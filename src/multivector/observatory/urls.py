"""The pages. A language before any of them (`/ru/...`) is taken off by `core.middleware.Language`."""

from django.contrib.auth import views as auth
from django.urls import include, path

from multivector.observatory.core import converters, views  # noqa: F401  the converters register themselves

urlpatterns = [
    path("", include("multivector.observatory.core.urls")),
    path("", include("multivector.observatory.articles.urls")),
    path("", include("multivector.observatory.readers.urls")),
    path("", include("multivector.observatory.explore.urls")),
    path("", include("multivector.observatory.dossiers.urls")),
    path("", include("multivector.observatory.review.urls")),
    path("", include("multivector.observatory.desk.urls")),
    path("", include("multivector.observatory.api.urls")),
    path("", include("multivector.observatory.operations.urls")),
    path("captcha/", include("captcha.urls")),
    path("login/", auth.LoginView.as_view(template_name="core/login.html"), name="login"),
    path("logout/", auth.LogoutView.as_view(), name="logout"),
]

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error
