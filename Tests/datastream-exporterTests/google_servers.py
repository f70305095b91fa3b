"""Stand-ins for Google's servers behind a proxy that ends TLS itself, and for a metadata server, on loopback.

Arguments: certificate, key, file for the requests (a JSON object a line), faults (words, comma-separated).
"""
import http.server
import json
import ssl
import sys
import threading

certificate, key, log, faults = sys.argv[1:5]
faults = set(faults.split(","))
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
lock = threading.Lock()
minted = 0
STREAM = "projects/p/locations/l/streams/s"


def token():
    """A token that no output may ever hold."""
    global minted
    with lock:
        minted += 1
        return f"c4nary-access-{minted}"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    host = "metadata"

    def do_CONNECT(self):
        self.send_response(200)
        self.end_headers()
        host = self.path.rsplit(":", 1)[0]
        try:
            self.connection = context.wrap_socket(self.connection, server_side=True)
        except (ssl.SSLError, OSError):
            self.close_connection = True
            return
        self.rfile, self.wfile = self.connection.makefile("rb"), self.connection.makefile("wb", 0)
        self.host = host
        self.close_connection = False

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
        request = {"method": self.command, "host": self.host, "path": self.path, "body": body,
                   "headers": {name.lower(): value for name, value in self.headers.items()}}
        with lock, open(log, "a") as file:
            file.write(json.dumps(request) + "\n")
        status, answer, kind = self.answer(request)
        answer = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(answer)))
        if self.host == "metadata":
            self.send_header("Metadata-Flavor", "Google")
        self.end_headers()
        self.wfile.write(answer)

    do_GET = do_POST = do_PUT = handle_any

    def answer(self, request):
        path, name = request["path"].split("?")[0], self.host.split(".")[0]
        if name in ("oauth2", "sts") and "revoked" in faults:
            error = {"error": "invalid_grant", "error_description": "c4nary " + request["body"]}
            return 400, error, "application/json"
        if name in ("oauth2", "sts"):
            answer = {"access_token": token(), "expires_in": 3599, "token_type": "Bearer"}
            if path == "/v1/oauthtoken":
                answer["refresh_token"] = "c4nary-rotated"
            return 200, answer, "application/json"
        if name == "iamcredentials":
            return 200, {"accessToken": token(), "expireTime": "2099-01-01T00:00:00Z"}, "application/json"
        if name == "metadata":
            return self.metadata(path)
        if name == "datastream":
            return self.datastream(request, path)
        return 404, b"", "text/plain"

    def metadata(self, path):
        if path == "/":
            return 200, b"computeMetadata/\n", "application/text"
        if path.endswith("/token"):
            if "html" in faults:
                return 200, b"<html>c4nary</html>", "text/html"
            return 200, {"access_token": token(), "expires_in": 3599, "token_type": "Bearer"}, "application/json"
        if path.endswith("/project-id"):
            return 200, b"p", "application/text"
        if path.endswith("/email"):
            return 200, b"vm@p.iam.gserviceaccount.com", "application/text"
        return 404, b"", "text/html"

    def datastream(self, request, path):
        sent = request["headers"].get("authorization", "")
        # The first token is revoked in the middle of the listing.
        if not sent.startswith("Bearer ") or ("mid" in faults and sent.endswith("-1") and "pageToken" in request["path"]):
            error = {"code": 401, "status": "UNAUTHENTICATED", "message": "c4nary " + sent}
            return 401, {"error": error}, "application/json"
        if "disabled" in faults:
            message = ("Datastream API has not been used in project other before or it is disabled. Enable it by visiting "
                       "https://console.developers.google.com/apis/api/datastream.googleapis.com/overview?project=other "
                       "then retry.")
            error = {"code": 403, "status": "PERMISSION_DENIED", "message": message}
            return 403, {"error": error}, "application/json"
        if path.endswith("/objects"):
            first = "pageToken" not in request["path"]
            names = ["a", "b"] if first else ["c"]
            objects = [{"name": f"{STREAM}/objects/{name}", "displayName": f"d.{name}"} for name in names]
            if "loud" in faults:
                for one in objects:
                    one["errors"] = [self.loud(one["name"][-1])]
                    one["backfillJob"] = {"state": "FAILED", "errors": [self.loud(one["name"][-1] + "-job")]}
            page = {"streamObjects": objects}
            if first:
                page["nextPageToken"] = "more"
            return 200, page, "application/json"
        if path.endswith("/streams"):
            return 200, {"streams": [{"name": STREAM, "state": "RUNNING"}]}, "application/json"
        if path.endswith("/streams/s"):
            return 200, {"name": STREAM, "state": "RUNNING"}, "application/json"
        return 404, {"error": {"code": 404, "status": "NOT_FOUND"}}, "application/json"

    def loud(self, name):
        """An error as sources write them: with the connection's password in it; another one each time."""
        with lock:
            count = sum(1 for _ in open(log))
        return {"reason": "CONNECTION_FAILED", "errorUuid": f"{name}-{count // 8}", "errorTime": "2026-11-26T00:00:00Z",
                "message": "jdbc:mysql://u:m3ssage@h/?password=m3ssage", "details": {"k": "m3ssage"}}

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.daemon_threads = True
print(f"ACCEPT 127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
