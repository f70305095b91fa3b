import CommandLine
import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// Faults of the machine, the supervisor and the files around the real program.
@Suite(.timeLimit(.minutes(patientMinutes))) struct ProgramFaultsTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    /// The output of a Python script that starts the program; `exporter(...)` gives the process and its address.
    private func python(_ script: String) throws -> ProgramOutput {
        let prelude = """
            import atexit, contextlib, os, re, resource, signal, socket, subprocess, sys, tempfile, time, urllib.request
            # A wait that takes too long ends the script, and the script ends its programs.
            signal.alarm(500)
            signal.signal(signal.SIGALRM, lambda *_: sys.exit("the time is up"))
            children = []
            atexit.register(lambda: [child.kill() for child in children if child.poll() is None])
            def start(arguments, **options):
                children.append(subprocess.Popen([sys.argv[1], *arguments], text=True, **options))
                return children[-1]
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            def get(address, path="/metrics"):
                return opener.open(f"http://{address}{path}", timeout=300).read().decode()
            def exporter(*arguments, command="demo", **options):
                child = start([command, "--web.listen-address=127.0.0.1:0", *arguments],
                    stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **options)
                for line in child.stderr:
                    if found := re.search(r"msg=listening address=(\\S+)", line):
                        return child, found.group(1)
                raise SystemExit("it did not start")
            def polls(address):
                return sum(int(n) for n in re.findall(r"exporter_polls_total\\{.*\\} (\\d+)", get(address)))

            """
        return try output(of: ["python3", "-c", prelude + script, RunningProgram.path])
    }

    @Test func `the home folder is neither read nor written`() async throws {
        let servers = try GoogleServers()
        let netrc = "machine datastream.googleapis.com login me password c4nary-netrc\n"
        let names = [".netrc", ".curlrc", "_netrc"]
        for name in names { try folder.write(name, netrc) }
        let file = try servers.write(try CanaryFiles.all(servers)[1].text, to: "credentials.json")
        let program = try RunningProgram(
            ["--google.credentials-file=\(file)", "--google.project-ids=p", "--web.listen-address=127.0.0.1:0"],
            environment: servers.environment.merging([
                "HOME": folder.path, "CURL_HOME": folder.path, "XDG_CONFIG_HOME": folder.path,
                "SSLKEYLOGFILE": folder.path("keys"),
            ]) { $1 })
        let address = try #require(await program.line(after: "msg=listening address="), "\(program.output)")
        _ = try await Curl.answer(holding: "is ready", ["http://\(address)/-/ready"])
        program.terminate()
        #expect(await program.exitCode() == 0)
        let api = servers.asked.filter { $0.host == "datastream.googleapis.com" }
        #expect(!api.isEmpty && api.allSatisfy { $0.headers["authorization"]?.hasPrefix("Bearer ") == true })
        #expect(Set(try FileManager.default.contentsOfDirectory(atPath: folder.path)) == Set(names))
    }

    @Test func `the program survives peers and readers that are gone`() throws {
        let told = try python(
            """
            child, address = exporter("--poll.interval=1s", "--log.level=debug")
            child.stderr.close()
            host, port = address.rsplit(":", 1)
            for path in ["/metrics", "/"]:
                for sent in [b"", b"GET", b"GET %s HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"]:
                    for taken in [0, 100]:
                        peer = socket.create_connection((host, int(port)))
                        peer.sendall(sent % path.encode() if b"%s" in sent else sent)
                        if taken and b"%s" in sent: peer.recv(taken)
                        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\\1\\0\\0\\0\\0\\0\\0\\0")
                        peer.close()
            before = polls(address)
            while polls(address) <= before: time.sleep(0.05)
            descriptors = len(os.listdir(f"/proc/{child.pid}/fd"))
            child.terminate()
            print(descriptors < 40, child.wait())
            """)
        #expect(told.text == "True 0\n", "\(told.text)")
    }

    @Test func `an unread log holds up neither polls nor scrapes`() throws {
        let told = try python(
            """
            child, address = exporter("--poll.interval=1s", "--log.level=debug")
            import fcntl
            fcntl.fcntl(child.stderr.fileno(), 1031, 4096)  # F_SETPIPE_SZ
            before = polls(address)
            while polls(address) < before + 60: time.sleep(0.05)
            child.terminate()
            print(child.wait())
            """)
        #expect(told.text == "0\n", "\(told.text)")
    }

    @Test func `a stop does not wait for an API that hangs`() throws {
        let told = try python(
            """
            silent = socket.create_server(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{silent.getsockname()[1]}"
            child, address = exporter(f"--google.endpoint={url}", "--google.project-ids=p", command="serve")
            peer, _ = silent.accept()
            peer.recv(1)
            print(get(address).count("process_start_time_seconds"))
            child.terminate()
            # The API has not answered yet: the end cannot have waited for it.
            print(child.wait())
            """)
        #expect(told.text.hasSuffix("\n0\n"), "\(told.text)")
    }

    @Test func `an API that starts late is polled`() throws {
        let told = try python(
            """
            # Bound without listening, the port refuses connections and stays free for the simulator alone.
            held = socket.socket()
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(("127.0.0.1", 0))
            port = held.getsockname()[1]
            child, address = exporter(f"--google.endpoint=http://127.0.0.1:{port}", "--google.project-ids=demo",
                "--poll.interval=1s", command="serve")
            while 'datastream_up{gcp_project="demo",gcp_location="-"} 0' not in get(address): time.sleep(0.05)
            api = start(["simulate", f"--web.listen-address=127.0.0.1:{port}"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while not re.search(r"exporter_poll_success\\{.*\\} 1$", get(address), re.M): time.sleep(0.05)
            child.terminate()
            api.terminate()
            print(child.wait(), api.wait())
            """)
        #expect(told.text == "0 0\n", "\(told.text)")
    }

    @Test func `ticks that pass while the process is stopped are skipped, not made up for`() throws {
        let told = try python(
            """
            child, address = exporter("--poll.interval=1s")
            while polls(address) < 6: time.sleep(0.05)
            os.kill(child.pid, signal.SIGSTOP)
            time.sleep(4)  # The fault itself: so long the process does not run.
            os.kill(child.pid, signal.SIGCONT)
            while not re.search(r"exporter_polls_skipped_total [1-9]", get(address)): time.sleep(0.05)
            child.terminate()
            print(child.wait())
            """)
        #expect(told.text == "0\n", "\(told.text)")
    }

    @Test func `the program survives any number of SIGHUPs, even during its start`() throws {
        let told = try python(
            """
            web = tempfile.NamedTemporaryFile("w", suffix=".yml")
            web.write("http_server_config: {http2: true}\\n"); web.flush()
            child = start(["demo", "--web.listen-address=127.0.0.1:0", f"--web.config.file={web.name}"],
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            # The mask is set first of all; what comes before that would end any program.
            while not (int(re.search(r"SigBlk:\\s+(\\w+)", open(f"/proc/{child.pid}/status").read()).group(1), 16) & 1):
                time.sleep(0.001)
            for _ in range(1000): os.kill(child.pid, signal.SIGHUP)
            for line in child.stderr:
                if found := re.search(r"msg=listening address=(\\S+)", line): break
            address = found.group(1)
            for _ in range(1000): os.kill(child.pid, signal.SIGHUP)
            for line in child.stderr:
                if "web configuration read again" in line: break
            print(get(address, "/-/healthy").strip())
            child.terminate()
            rest = child.stderr.read()
            print(rest.count("web configuration read again") < 1000, child.wait())
            """)
        #expect(told.text == "datastream-exporter is healthy.\nTrue 0\n", "\(told.text)")
    }

    @Test func `the program needs no home, user name, current folder or locale`() throws {
        let told = try python(
            """
            def poor(environment, **options):
                gone = tempfile.mkdtemp()
                def leave():
                    os.chdir(gone)
                    os.rmdir(gone)
                    os.umask(0)
                    if os.geteuid() == 0 and options.get("drop", True): os.setgroups([]); os.setgid(65534); os.setuid(65534)
                child, address = exporter(preexec_fn=leave, env=environment)
                while "is ready" not in (opener.open(f"http://{address}/-/healthy").read().decode() and ready(address)):
                    time.sleep(0.05)
                names = sorted(set(re.findall(r"^# HELP (\\S+ .*)$", get(address), re.M)))
                child.terminate()
                return names, child.wait()
            def ready(address):
                try: return get(address, "/-/ready")
                except urllib.error.HTTPError as error: return ""
            # One poll, however long it takes: a second one, or one that ran out of time, shows more.
            common = {"DATASTREAM_EXPORTER_SIMULATOR_LISTEN_ADDRESS": "127.0.0.1:0", "DATASTREAM_EXPORTER_POLL_INTERVAL": "10m"}
            plain = poor(common)
            strange = poor(common | {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR", "TZ": "Mars/Olympus", "HOME": "/nonexistent"})
            print(plain == strange, plain[1], len(plain[0]) > 30)
            """)
        #expect(told.text == "True 0 True\n", "\(told.text)")
    }

    @Test func `many polls use no more threads and descriptors than a few`() throws {
        let told = try python(
            """
            child, address = exporter("--poll.interval=1s", "--poll.concurrency=1")
            def use():
                return (len(os.listdir(f"/proc/{child.pid}/task")), len(os.listdir(f"/proc/{child.pid}/fd")))
            per_tick = len(re.findall(r"exporter_polls_total\\{", get(address))) or 6
            while polls(address) < 3 * per_tick: time.sleep(0.05)
            before = use()
            # Pools grow to their size; what leaks with each poll would show by more than that.
            while polls(address) < 12 * per_tick: time.sleep(0.05)
            after = use()
            child.terminate()
            print(after if max(a - b for a, b in zip(after, before)) > 8 else "flat", child.wait())
            """)
        #expect(told.text == "flat 0\n", "\(told.text)")
    }

    @Test func `after a kill at any moment the ledger goes on and no counter falls`() throws {
        let told = try python(
            """
            import random
            random.seed(7)
            folder = tempfile.mkdtemp()
            api = start(["simulate", "--web.listen-address=127.0.0.1:0", "--simulator.speed=100"],
                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            url = api.stdout.readline().split()[-1]
            before = {}
            for life in range(8):
                child, address = exporter(f"--google.endpoint={url}", "--google.project-ids=demo", "--poll.interval=1s",
                    f"--storage.path={folder}/ledger", command="serve")
                while "exporter_ledger_durable 1" not in get(address) or "_transitions_total{" not in get(address):
                    time.sleep(0.05)
                # Whatever the ledger was doing at that moment.
                time.sleep(random.random())
                text = get(address)
                counters = {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.split("\\n")
                    if line.startswith("datastream_") and "_total{" in line and not line.startswith("datastream_exporter_")}
                fallen = {name: (before[name], value) for name, value in counters.items() if before.get(name, 0) > value}
                if fallen: print(life, fallen)
                before = counters
                child.kill()
                child.wait()
            api.terminate()
            print(len(before) > 20, api.wait())
            """)
        #expect(told.text == "True 0\n", "\(told.text)")
    }

    @Test(.enabled(if: Sanitizer.active == nil, "ThreadSanitizer writes a larger file at its start"))
    func `a ledger that cannot grow withholds counters, and polls go on`() throws {
        let told = try python(
            """
            folder = tempfile.mkdtemp()
            child, address = exporter("--poll.interval=1s", f"--storage.path={folder}/ledger",
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (65536, resource.RLIM_INFINITY)))
            while "exporter_ledger_durable 0" not in get(address): time.sleep(0.05)
            before = polls(address)
            while polls(address) < before + 3: time.sleep(0.05)
            text = get(address)
            failures = sum(int(n) for n in re.findall(r"exporter_ledger_errors_total\\{.*\\} (\\d+)", text))
            shown = [line for line in text.split("\\n") if line.startswith("datastream_object_backfill_state{")]
            counted = re.findall(r"^datastream_\\w+_total\\{.*\\} ([1-9]\\d*)$", text.replace("datastream_exporter", "x"), re.M)
            resource.prlimit(child.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            while "exporter_ledger_durable 1" not in get(address): time.sleep(0.05)
            child.terminate()
            print(failures > 0, len(shown) > 10, counted, child.wait())
            """)
        #expect(told.text == "True True [] 0\n", "\(told.text)")
    }

    @Test(arguments: [
        ("deploy/systemd/datastream-exporter.service", "\nEnvironment=SWIFT_BACKTRACE=enable=no\n"),
        ("deploy/docker/Dockerfile", " SWIFT_BACKTRACE=enable=no\n"),
    ])
    func `a crash prints no registers and leaves no helper process`(file: String, line: String) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        #expect(try String(contentsOf: root.appending(path: file), encoding: .utf8).contains(line))
    }

    @Test func `no flag takes a secret as its value`() {
        for command in CommandTable.program.commands {
            for flag in command.flags {
                let words = flag.name.split { !$0.isLetter }.map { $0.lowercased() }
                let isSecret = words.contains { ["token", "password", "secret", "key", "credentials"].contains($0) }
                #expect(!isSecret || words.last == "file", "\(flag.name)")
            }
        }
    }
}
