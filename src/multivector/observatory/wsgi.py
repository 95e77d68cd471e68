"""The WSGI application, for any server: `gunicorn multivector.observatory.wsgi` with the environment of settings.py."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "multivector.observatory.settings")
application = get_wsgi_application()
