"""What Google's own library sends for given credentials: the requests and the token, as JSON.

Standard input: {"info": a file's object or null, "now": seconds since 1970, "variables": the environment,
"quota": a project or null, "impersonate": an account or null, "answers": [[part of a URL, status, body], ...]}.
"""
import base64
import datetime
import json
import os
import sys
import warnings

warnings.simplefilter("ignore")
case = json.load(sys.stdin)
for name in list(os.environ):
    if name.startswith(("AWS_", "GOOGLE_", "GCE_")):
        del os.environ[name]
os.environ.update(case["variables"])

import google.auth._default
from google.auth import _helpers, compute_engine, impersonated_credentials
from google.oauth2 import service_account

now = datetime.datetime.fromtimestamp(case["now"], datetime.timezone.utc).replace(tzinfo=None)
_helpers.utcnow = lambda: now
SCOPES = ["https://www.googleapis.com/auth/cloud-platform"]
sent = []


class Response:
    def __init__(self, status, body):
        self.status = status
        self.data = body.encode()
        self.headers = {"metadata-flavor": "Google", "content-type": "application/json"}


def request(url, method="GET", body=None, headers=None, **_):
    headers = {
        name.lower(): value.decode() if isinstance(value, bytes) else value for name, value in (headers or {}).items()
    }
    # How the library measures its own use.
    headers.pop("x-goog-api-client", None)
    body = body if isinstance(body, bytes) else (body or "").encode()
    sent.append({"method": method, "url": url, "headers": headers, "body": base64.b64encode(body).decode()})
    for part, status, answer in case["answers"]:
        if part in url:
            return Response(status, answer)
    return Response(404, "no answer for " + url)


info = case["info"]
if info is None:
    credentials = compute_engine.Credentials(scopes=SCOPES, universe_domain="googleapis.com")
elif info["type"] == "service_account":
    # As the library's client of Datastream does it.
    credentials = service_account.Credentials.from_service_account_info(info, default_scopes=SCOPES)
    if case["impersonate"] is None:
        credentials = credentials.with_always_use_jwt_access(True)
        if credentials.universe_domain == "googleapis.com":
            credentials._create_self_signed_jwt("https://datastream.googleapis.com/")
else:
    credentials, _ = google.auth._default._load_credentials_from_info(
        "file", info, None, None, case["quota"], request)
    credentials = google.auth.credentials.with_scopes_if_required(credentials, SCOPES)
    sent.clear()
if case["quota"]:
    credentials = credentials.with_quota_project(case["quota"])
if case["impersonate"]:
    credentials = impersonated_credentials.Credentials(credentials, case["impersonate"], SCOPES)
credentials.refresh(request)
print(json.dumps({"token": credentials.token, "sent": sent}))
