import gzip
import hashlib
import io
import json
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import polars as pl
import pytest

from multivector.analysis.datasets import read_table
from multivector.analysis.fetch import add, listing
from multivector.errors import StopRun

VOTES = b"rcid,country,country_code,vote\n3,Namibia,NA,yes\n3,Cuba,CU,abstain\n"
CALLS = b"rcid,session,importantvote,date,unres,amend,para,short,descr\n3,1,0,1946-01-01,R/1/66,1,0,A,B\n"
ISSUES = b"rcid,short_name,issue\n3,me,Palestinian conflict\n"
IGO = "ccode,year,state," + ",".join(f"igo{n}" for n in range(25)) + "\n"
IGO += "".join(
    f"{code},2000,x," + ",".join(values) + "\n"
    for code, values in (
        ("20", ["1"] * 25),
        ("2", ["1"] * 10 + ["2"] * 10 + ["-9"] * 5),
        ("31", ["0"] * 9 + ["1"] * 16),
    )
)


def zipped(content):
    """An archive with the content as it is, so that it can be damaged."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("v.csv", content)
    return stream.getvalue()


@pytest.fixture
def site():
    """An address that serves what is put into the mapping: path to content, or (content, length that is promised)."""
    content = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            found = content.get(self.path)
            if found is None:
                return self.send_error(404)
            body, length = found if isinstance(found, tuple) else (found, len(found))
            self.send_response(200)
            self.send_header("Content-Length", str(length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", content
        server.shutdown()


def files(folder):
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def test_tables_are_fetched_told_apart_and_noted(site, tmp_path):
    address, content = site
    content.update({"/a.csv": VOTES, "/b.csv": CALLS, "/c.csv": ISSUES})
    table = add("un-votes", [f"{address}/{name}.csv" for name in "cab"], tmp_path)
    assert table["state"].to_list() == ["there"] * 3
    assert table["sha256"][0] == hashlib.sha256(VOTES).hexdigest()
    assert read_table("un_votes", tmp_path).rows() == [(3, "Namibia", "yes"), (3, "Cuba", "abstain")]
    assert json.loads((tmp_path / "manifest.json").read_text())["un_votes"]["source"] == f"{address}/a.csv"
    assert files(tmp_path) == [
        "manifest.json",
        *(f"unvotes/un_{n}.parquet" for n in ("roll_call_issues", "roll_calls", "votes")),
    ]


@pytest.mark.parametrize("suffix", [".csv", ".csv.gz", ".parquet", ".zip"])
def test_files_of_every_form(suffix, tmp_path):
    path = tmp_path / f"x{suffix}"
    if suffix == ".parquet":
        pl.read_csv(VOTES).write_parquet(path)
    elif suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("data/v.csv", VOTES)
            archive.writestr("data/codebook.pdf", b"%PDF")
    else:
        path.write_bytes(gzip.compress(VOTES) if suffix == ".csv.gz" else VOTES)
    add("un-votes", [str(path)], tmp_path / "data")
    assert read_table("un_votes", tmp_path / "data")["country"].to_list() == ["Namibia", "Cuba"]


@pytest.mark.parametrize(
    ("name", "body", "sha256", "message"),
    [
        ("un-votes", (VOTES, len(VOTES) + 9), None, "broke off after 66 of 75 bytes"),
        ("un-votes", VOTES, "0" * 64, "its checksum is .*, not 0000"),
        ("un-votes", b"a,b\n1,2\n", None, "no table of un-votes: it has the columns a, b; wanted are un_votes: rcid"),
        ("un-votes", VOTES.replace(b"3,Cuba", b"x,Cuba"), None, "'x' in column rcid is not a whole number"),
        ("un-votes", b"RDX3\n\x00\x01\x02", None, "no table of un-votes|can't be read as CSV or Parquet"),
        ("un-votes", b"", None, "can't be read as CSV or Parquet"),
        ("un-votes", gzip.compress(VOTES * 99)[:40], None, "can't be read as CSV or Parquet|no table of un-votes"),
        ("un-votes", zipped(VOTES).replace(b"Namibia", b"Nomibia"), None, "a damaged or locked archive"),
        ("un-votes", None, None, "can't be fetched .*Not Found"),
        ("votes", VOTES, None, "'votes' is no data set: use one of un-votes"),
    ],
)
def test_what_is_not_right_is_not_kept(name, body, sha256, message, site, tmp_path):
    address, content = site
    content["/good.csv"] = ISSUES
    add("un-votes", [f"{address}/good.csv"], tmp_path)
    before = {name: (tmp_path / name).read_bytes() for name in files(tmp_path)}
    if body is not None:
        content["/x.csv"] = body
    with pytest.raises(StopRun, match=message):
        add(name, [f"{address}/x.csv"], tmp_path, sha256=sha256)
    assert {name: (tmp_path / name).read_bytes() for name in files(tmp_path)} == before


def test_one_bad_source_of_several_changes_nothing(site, tmp_path):
    address, content = site
    content.update({"/a.csv": VOTES, "/b.csv": b"a\n1\n"})
    with pytest.raises(StopRun):
        add("un-votes", [f"{address}/a.csv", f"{address}/b.csv"], tmp_path)
    assert files(tmp_path) == []


def test_a_file_that_was_changed_is_shown(tmp_path):
    (tmp_path / "v.csv").write_bytes(VOTES)
    add("un-votes", [str(tmp_path / "v.csv")], tmp_path)
    pl.read_csv(VOTES).head(1).write_parquet(tmp_path / "unvotes/un_votes.parquet")
    assert dict(listing(tmp_path).select("table", "state").iter_rows())["un_votes"] == "changed"


def test_published_names_of_columns_become_ours(tmp_path):
    path = tmp_path / "atop.csv"
    path.write_text("stateA,stateB,year,atopally,defense,offense,neutral,nonagg,consul\n2,20,1950,1,1,0,0,0.0,1\n")
    add("alliances", [str(path)], tmp_path)
    assert read_table("atop_alliance", tmp_path).rows() == [(2, 20, 1950, 1, 0, 0, 0, 1)]


def test_the_state_year_file_of_memberships_is_counted(tmp_path):
    (tmp_path / "igo.csv").write_text(IGO)
    add("memberships", [str(tmp_path / "igo.csv")], tmp_path)
    assert read_table("cow_igo_ndy", tmp_path).rows() == [(2, 20, 2000, 10), (2, 31, 2000, 1), (20, 31, 2000, 16)]
    assert read_table("cow_igo_sy", tmp_path)["sum_igo_full"].to_list() == [25, 10, 16]


def test_a_data_set_without_an_address_says_where_it_is(tmp_path):
    with pytest.raises(StopRun, match=r"trade has no address to fetch from: get it at https://correlatesofwar"):
        add("trade", folder=tmp_path)


def test_missing_data_says_how_to_get_them(tmp_path, monkeypatch):
    monkeypatch.setenv("MULTIVECTOR_DATA", str(tmp_path / "none"))
    with pytest.raises(
        StopRun, match=r"none: there is no such folder: get the data with `multivector data add un-votes`"
    ):
        read_table("un_votes")
    (tmp_path / "none").mkdir()
    with pytest.raises(StopRun, match=r"unvotes/un_votes.parquet is not in it"):
        read_table("un_votes")
