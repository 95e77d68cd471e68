"""The web site: a record is read, rated, commented, disputed and reviewed. Coded data are read from the record; the
site's database holds only what people add.

Each app of this folder is one capability and has the same inner shape: `models.py` what it keeps, `actions.py` every
change of state (who may, do, log), `forms.py`, `views.py`, `urls.py`, `templates/APP/`, `locale/ru.po` and `kk.po`.
"""
