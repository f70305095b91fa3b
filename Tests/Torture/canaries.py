"""Secrets that an API echoes in its errors, for every command that sends a POST and at every level and format of the log; and the memory
of the process: what its user and a crash can get of it.

Promises: no token, and no password of a proxy, is in any output, in an argument or in a file that the program writes; a process that holds
secrets writes no core when it crashes, not even where cores are allowed, and no other process of its user can read its memory. About 1 minute.

Only root can take a core of it (gcore). Then the token in use, the web configuration's keys and hashes, and the texts of answers are in it:
a process cannot work without them.
"""

import concurrent.futures
import http.server
import itertools
import json
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import threading
import time

import harness
from harness import keep, wait

NOBODY = 65534
# Tokens as Google writes them, as a federated identity has them, and as anybody else might.
TOKENS = ["ya29.c4nary-" + "a" * 60, "c4nary." + "b" * 40, "eyJhbGciOiJSUzI1NiJ9." + "c4nary" * 10 + "." + "d" * 40]
PROXY = "c4nary-proxy-password"
STREAM = "projects/p/locations/l/streams/s"


class Echo:
    """An API that repeats in its errors what it was sent, in a way and with a status that the script sets."""

    def __init__(self):
        self.status, self.way, self.posts, self.failing = 400, "message", 0, "POST"
        echo = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def answer(self):
                length = int(self.headers.get("Content-Length", 0))
                sent = str(self.headers) + self.rfile.read(length).decode()
                echo.posts += self.command == "POST"
                fails = self.command == "POST" or echo.failing == "all"
                status, body, kind = (echo.status, echo.error(sent), "text/html" if echo.way == "html" else "application/json") if fails else echo.good(self.path)
                self.send_response_only(status, self.headers["Authorization"] if echo.way == "phrase" and fails else None)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(len(body)))
                if fails and echo.way == "headers":
                    for name in ("WWW-Authenticate", "Location", "Retry-After", "X-Request-Id", "Content-Language"):
                        self.send_header(name, self.headers["Authorization"])
                self.end_headers()
                self.wfile.write(body)

            do_GET = do_POST = answer

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """A client that has gone is none."""

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def error(self, sent):
        sent = " ".join(sent.split())
        token = re.search(r"Bearer (\S+)", sent)
        bare = token[1] if token else ""
        details = [{"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": bare, "domain": sent, "metadata": {"service": bare, "permission": bare, "consumer": sent}}]
        error = {
            "message": {"code": self.status, "status": "INTERNAL", "message": f"failed for {sent}"},
            "bare": {"code": self.status, "status": "FAILED_PRECONDITION", "message": f"the token {bare} is not good"},
            "status": {"code": self.status, "status": bare, "message": bare},
            "details": {"code": self.status, "status": "PERMISSION_DENIED", "message": "no", "details": details},
            "text": sent,
        }
        if self.way == "html":
            return f"<html><body>{sent}</body></html>".encode()
        if self.way == "broken":
            return f'{{"error": {{"message": "{bare}'.encode()
        return json.dumps({"error": error.get(self.way, error["message"])}).encode()

    @staticmethod
    def good(path):
        objects = [
            {"name": f"{STREAM}/objects/o{n}", "displayName": f"shop.t{n}", "backfillJob": {"state": state},
             "sourceObject": {"mysqlIdentifier": {"database": "shop", "table": f"t{n}"}}}
            for n, state in enumerate(("FAILED", "ACTIVE", "COMPLETED"))]
        path = path.partition("?")[0]
        stream = {"name": STREAM, "state": "RUNNING", "sourceConfig": {"mysqlSourceConfig": {}}}
        if path.endswith("/objects"):
            found = {"streamObjects": objects}
        elif path.endswith("/streams"):
            found = {"streams": [stream]}
        else:
            found = next((x for x in objects if path.endswith(x["name"])), stream)
        return 200, json.dumps(found).encode(), "application/json"


class Searched:
    """Looks for the canaries in all that a program gives away."""

    def __init__(self):
        self.outputs = 0

    def look(self, what, text):
        self.outputs += 1
        for secret in (*TOKENS, PROXY, "c4nary"):
            keep(secret not in text, f"no secret in {what}: …{text[max(0, text.find(secret) - 200):][:400]}")


def environment(token, url):
    return {
        "DATASTREAM_EXPORTER_GOOGLE_ENDPOINT": url, "DATASTREAM_EXPORTER_GOOGLE_ACCESS_TOKEN_FILE": str(token),
        "GOOGLE_CLOUD_PROJECT": "p", "DATASTREAM_EXPORTER_GOOGLE_LOCATIONS": "l",
        "HTTPS_PROXY": f"http://me:{PROXY}@127.0.0.1:1", "NO_PROXY": "127.0.0.1",
        "DATASTREAM_EXPORTER_DATASTREAM_MAX_REQUESTS_PER_MINUTE": "100000"}


WAYS = ["message", "bare", "status", "details", "text", "headers", "html", "broken", "phrase"]
STATUSES = [200, 302, 400, 401, 403, 404, 409, 429, 500, 503]
COMMANDS = [
    ["backfill", "start", "s/o2"], ["backfill", "start", "s", "--table=*", "--yes"], ["backfill", "stop", "s/o1"],
    ["backfill", "retry", "s", "--yes"], ["backfill", "start", "s/o2", "--where=a = 1", "--wait"]]
READING = [["objects", "list", "s"], ["objects", "get", "s/o1"], ["objects", "lookup", "s", "--table=shop.t1"], ["backfill", "wait", "s"]]


def commands(world, searched):
    """Every command, at every status and way to echo, in text and JSON."""
    # What is asked again takes its time.
    statuses = [x for x in STATUSES if x not in (429, 500, 503)] if world.short else STATUSES
    rest = list(itertools.product(statuses, WAYS, (False, True)))
    posting = [("POST", command, *x) for command in COMMANDS for x in rest]
    reading = [("all", command, *x) for command in READING for x in rest]
    reading += [
        ("all", ["check", f"--log.level={level}", f"--log.format={form}"], *x)
        for level, form, x in itertools.product(("debug", "info", "warn", "error"), ("logfmt", "json"), rest)]
    chosen = world.sample(posting, 250, 16) + world.sample(reading, 250, 8)
    workers = 4
    posts, parts = [], [chosen[start::workers] for start in range(workers)]

    def work(number):
        echo, token = Echo(), world.folder / f"token-{number}"
        for failing, arguments, status, way, as_json in parts[number]:
            echo.failing, echo.status, echo.way = failing, status, way
            token.write_text(TOKENS[(number + len(arguments) + status) % len(TOKENS)] + "\n")
            token.chmod(0o600)
            run = harness.Program(
                [world.binary, *arguments, *["--timeout=3s"] * (arguments[0] == "backfill"), *["--json"] * as_json],
                world.folder, environment(token, echo.url))
            cmdline = pathlib.Path(f"/proc/{run.process.pid}/cmdline").read_bytes().decode()
            label = f"{' '.join(arguments)} ({status}, {way})"
            code = run.ended(120)
            keep(code in (0, 1, 2, 4, 5, 6), f"{label} ends with a documented code, not {code}: {run.output[-400:]}")
            searched.look(f"the output of {label}", run.output + cmdline)
            run.log.unlink()
        posts.append(echo.posts)
        echo.server.shutdown()

    with concurrent.futures.ThreadPoolExecutor(workers) as pool:
        list(pool.map(work, range(workers)))
    keep(sum(posts) > 10, f"POSTs were sent: {sum(posts)}")
    return f"{len(chosen)} commands, {sum(posts)} POSTs"


def daemon(world, searched):
    """`serve`, at every level and format of its log, on an API that echoes; and the files that it writes."""
    echo, token = Echo(), world.folder / "token"
    logs = list(itertools.product(("debug", "info", "warn", "error"), ("logfmt", "json")))
    for level, form in logs[:2] if world.short else logs:
        token.write_text(world.random.choice(TOKENS) + "\n")
        folder = world.folder / f"{level}-{form}"
        folder.mkdir()
        echo.failing = "POST"
        # Above `info` no line says where it listens.
        run = harness.Exporter(
            world, echo.url, f"--log.level={level}", f"--log.format={form}", f"--google.access-token-file={token}",
            ledger=folder / "ledger", environment=environment(token, echo.url), port=harness.free_port())
        echo.way, echo.status = "message", 400
        wait("the first poll", lambda: "datastream_object_info{" in run.get()[1].decode())
        echo.failing = "all"
        for way, status in zip(WAYS, itertools.cycle((400, 401, 403, 200, 503)), strict=False):
            echo.way, echo.status = way, status
            time.sleep(1.1 if not world.short else 0.4)
        for path in ("/metrics", "/", "/-/ready", "/-/healthy"):
            searched.look(f"{path} at {level}", run.get(path)[1].decode())
        run.stop()
        searched.look(f"the log at {level} as {form}", run.output)
        for file in folder.iterdir():
            searched.look(f"the file {file.name}", file.read_bytes().decode("latin-1"))
    return f"{2 if world.short else len(logs)} kinds of logs"


def readable(pid, user):
    """Whether another process of its user can open the memory of a process."""
    command = ["sh", "-c", f"exec 3< /proc/{pid}/mem"]
    return subprocess.run(command, user=user, capture_output=True, check=False).returncode == 0


def memory(world):
    """What a crash, another process of the same user, and root get of the memory of a process with a token, and with a web configuration."""
    echo, token, web, cwd = Echo(), world.folder / "token", world.folder / "web.yml", world.folder / "cores"
    cwd.mkdir()
    world.folder.chmod(0o755)
    token.write_text(TOKENS[0] + "\n")
    token.chmod(0o600)
    # The bcrypt hash of `pw` at cost 4.
    web.write_text("basic_auth_users: {me: $2y$04$5rdGSdR8iCopg.eWZJ66FuYwbzEwWh7BPVWCdlbMWsBmPmAS7Vs9C}\n")
    user = NOBODY if os.geteuid() == 0 else None
    for path in (token, web, cwd) if user else ():
        os.chown(path, NOBODY, NOBODY)
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    allowed = resource.getrlimit(resource.RLIMIT_CORE)[0]
    with subprocess.Popen(["sleep", "60"], user=user) as other:
        control = "which it could of others" if readable(other.pid, user) else "nor of any other here"
        other.kill()
    figures = []
    variables = environment(token, echo.url)
    for what, flag in (("a token", f"--google.access-token-file={token}"), ("a web configuration", f"--web.config.file={web}")):
        if what != "a token":
            del variables["DATASTREAM_EXPORTER_GOOGLE_ACCESS_TOKEN_FILE"]
        run = harness.Exporter(world, echo.url, flag, environment=variables, user=user, folder=cwd)
        wait("it is ready", lambda run=run: run.get("/-/ready")[0] == 200)
        keep(not readable(run.pid, user), f"another process of its user cannot read the memory of one with {what}")
        if what == "a token" and shutil.which("gcore") and os.geteuid() == 0:
            subprocess.run(["gcore", "-o", cwd / "taken", str(run.pid)], capture_output=True, check=False)
            for taken in cwd.glob("taken.*"):
                core = taken.read_bytes()
                figures.append(f"in a core that root takes ({len(core) >> 20} MiB) the token stands {core.count(TOKENS[0].encode())} times")
                taken.unlink()
        run.signal(signal.SIGABRT)
        code = run.ended()
        keep(code == -signal.SIGABRT, f"SIGABRT ends it: {code}")
        left = [x.name for x in cwd.iterdir() if "core" in x.name]
        keep(not left, f"a process with {what} writes no core: {left}")
        keep(TOKENS[0] not in run.output, "a crash writes no secret")
    limit = "any size is allowed" if allowed < 0 else f"{allowed} bytes are allowed"
    return "; ".join([f"no core where {limit}, and no memory for processes of its user, {control}", *figures])


def torture(world):
    searched = Searched()
    figures = [commands(world, searched), daemon(world, searched), memory(world)]
    return f"{'; '.join(figures)}; {searched.outputs} outputs searched"


harness.main(torture)
