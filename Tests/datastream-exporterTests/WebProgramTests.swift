import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// The program's listener as users configure it: real files, real sockets, curl and Python.
@Suite struct WebProgramTests {
    private let folder: Folder

    init() throws { folder = try Folder() }

    private func path(_ name: String) -> String { folder.path(name) }

    private func write(_ text: String) throws { try folder.write("web.yml", text) }

    private func curl(_ arguments: String...) throws -> ProgramOutput {
        try Curl.output(arguments)
    }

    private func run(_ arguments: String...) throws -> ProgramOutput {
        try output(of: [RunningProgram.path] + arguments)
    }

    /// Repeats a request until the response contains a text.
    private func scrape(until text: String, _ arguments: [String]) async throws -> String {
        try await Curl.answer(holding: text, arguments)
    }

    /// Makes `a.crt` and `a.key`.
    private func certificate() throws { _ = try folder.selfSignedCertificate("a", for: "IP:127.0.0.1") }

    /// The bcrypt hash of `pw` at cost 4.
    private static let hash = "$2y$04$5rdGSdR8iCopg.eWZJ66FuYwbzEwWh7BPVWCdlbMWsBmPmAS7Vs9C"
    private static let users = "basic_auth_users: {me: \(hash)}\n"
    private static let tls = "tls_server_config: {cert_file: a.crt, key_file: a.key}\n"
    private static let reload = "datastream_exporter_web_config_last_reload_successful"

    @Test func `TLS and passwords follow the file and its changes`() async throws {
        try certificate()
        try write(Self.tls + Self.users)
        let flag = "--web.config.file=\(path("web.yml"))"
        let demo = try RunningProgram(["demo", "--web.listen-address=127.0.0.1:0", "--poll.interval=10m", flag])
        let address = try #require(await demo.line(after: "msg=listening address="))
        let url = "https://\(address)"
        let trust = ["--cacert", path("a.crt")]
        for path in ["/", "/metrics", "/none"] {
            #expect(try curl(trust[0], trust[1], url + path).text == "unauthorized\n")
        }
        #expect(try curl(trust[0], trust[1], "\(url)/-/healthy").text == "datastream-exporter is healthy.\n")
        let known = trust + ["--user", "me:pw", "\(url)/metrics"]
        let metrics = try await scrape(until: "process_", known)
        #expect(metrics.contains("\n\(Self.reload) 1\n"))
        #expect(metrics.contains("\ndatastream_exporter_tls_certificate_expiry_timestamp_seconds "))
        let probe = try run("healthcheck", "--web.listen-address=\(address)", flag)
        #expect(probe.code == 0 && probe.text == "healthy\n")
        #expect(try run("healthcheck", "--web.listen-address=\(address)").text == "healthy\n")

        try write(Self.tls + "basic_auth_users: {me: nonsense}\n")
        #expect(try await scrape(until: "\(Self.reload) 0\n", known).contains("\(Self.reload) 0\n"))
        let line = try #require(await demo.line(after: "web configuration rejected"))
        #expect(line.contains("web.yml:2: basic_auth_users: not a bcrypt hash"))
        #expect(!line.contains("nonsense"))
        #expect(try run("healthcheck", "--web.listen-address=\(address)", flag) == (0, "healthy\n"))
        try write(Self.tls + "http_server_config: {headers: {X-Frame-Options: deny}}\n")
        #expect(
            try await scrape(until: "\(Self.reload) 1\n", trust + ["\(url)/metrics"]).contains("\(Self.reload) 1\n"))
        #expect(try curl(trust[0], trust[1], "--head", "\(url)/none").text.contains("X-Frame-Options: deny"))
        demo.terminate()
        #expect(await demo.exitCode() == 0)
    }

    @Test func `a real Prometheus scrapes over TLS with a password`() async throws {
        try certificate()
        try write(Self.tls + Self.users)
        let demo = try RunningProgram([
            "demo", "--web.listen-address=127.0.0.1:0", "--web.config.file=\(path("web.yml"))",
        ])
        let address = try #require(await demo.line(after: "msg=listening address="))
        let configuration = """
            scrape_configs:
              - job_name: exporter
                scrape_interval: 1s
                scheme: https
                tls_config: {ca_file: \(path("a.crt"))}
                basic_auth: {username: me, password: pw}
                static_configs: [{targets: ["\(address)"]}]
            """
        try folder.write("prometheus.yml", configuration)
        let prometheus = try RunningProgram(
            [
                "--config.file=\(path("prometheus.yml"))", "--storage.tsdb.path=\(path("data"))",
                "--web.listen-address=127.0.0.1:0",
            ], path: "/usr/bin/prometheus")
        let line = try #require(await prometheus.line(after: "msg=\"TLS is disabled.\""))
        let own = try #require(line.split(separator: "address=").last)
        let query = "http://\(own)/api/v1/query?query=up%7Bjob%3D%22exporter%22%7D"
        #expect(try await scrape(until: ",\"1\"]", [query]).contains(",\"1\"]"))
        prometheus.terminate()
        #expect(await prometheus.exitCode() == 0)
        demo.terminate()
        #expect(await demo.exitCode() == 0)
    }

    @Test func `healthcheck follows the process, whatever happens to its files`() async throws {
        try certificate()
        try write(
            "tls_server_config: {cert_file: a.crt, key_file: a.key, client_auth_type: RequireAndVerifyClientCert, "
                + "client_ca_file: a.crt}\n" + Self.users)
        let flag = "--web.config.file=\(path("web.yml"))"
        let demo = try RunningProgram(["demo", "--web.listen-address=127.0.0.1:0", flag])
        let address = try #require(await demo.line(after: "msg=listening address="))
        let question = ["healthcheck", "--web.listen-address=127.0.0.1:1,\(address)", flag]
        #expect(try output(of: [RunningProgram.path] + question) == (0, "healthy\n"))
        try folder.write("a.crt", "spoiled")
        #expect(try output(of: [RunningProgram.path] + question) == (0, "healthy\n"))
        try write("tls_server_config: [")
        #expect(try output(of: [RunningProgram.path] + question) == (0, "healthy\n"))
        try FileManager.default.removeItem(at: folder.url)
        #expect(try output(of: [RunningProgram.path] + question + ["--web.systemd-socket"]) == (0, "healthy\n"))
        demo.terminate()
        #expect(await demo.exitCode() == 0)
        let gone = try output(of: [RunningProgram.path] + question)
        #expect(gone == (1, "datastream-exporter: not healthy: 127.0.0.1:1: Connection refused\n"))
    }

    @Test func `a Unix socket and another path are served, and probed through the same environment`() async throws {
        let socket = path("a.sock")
        let environment = ["DATASTREAM_EXPORTER_WEB_LISTEN_ADDRESS": "unix:\(socket)"]
        let demo = try RunningProgram(["demo", "--web.telemetry-path=/m"], environment: environment)
        #expect(await demo.line(after: "msg=listening address=") == "unix:\(socket)")
        #expect(try await scrape(until: "process_", ["--unix-socket", socket, "http://x/m"]).contains("process_"))
        #expect(try curl("--unix-socket", socket, "http://x/metrics").text == "not found\n")
        let healthy = try RunningProgram(["healthcheck"], environment: environment)
        #expect(await healthy.exitCode() == 0)
        demo.terminate()
        #expect(await demo.exitCode() == 0)
        #expect(!FileManager.default.fileExists(atPath: socket))
        let gone = try RunningProgram(["healthcheck"], environment: environment)
        #expect(await gone.exitCode() == 1)
    }

    @Test func `systemd's sockets are used`() throws {
        let script = """
            import os, socket, sys, urllib.request
            listening = socket.socket()
            listening.bind(("127.0.0.1", 0))
            listening.listen()
            port = listening.getsockname()[1]
            child = os.fork()
            if child == 0:
                os.dup2(listening.fileno(), 3)
                os.set_inheritable(3, True)
                os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1")
                os.execv(sys.argv[1], [sys.argv[1], "demo", "--web.systemd-socket"])
            listening.close()
            answer = urllib.request.build_opener(urllib.request.ProxyHandler({})).open(
                f"http://127.0.0.1:{port}/-/healthy", timeout=300)
            os.kill(child, 15)
            print(answer.status, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            """
        let told = try output(of: ["python3", "-c", script, RunningProgram.path])
        #expect(told.text.hasSuffix("\n200 0\n"), "\(told.text)")
        #expect(told.code == 0)
    }

    @Test func `with few descriptors, unfinished heads make room for a scrape`() throws {
        let script = """
            import contextlib, re, resource, socket, subprocess, sys, urllib.request
            child = subprocess.Popen([sys.argv[1], "demo", "--web.listen-address=127.0.0.1:0"], text=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)))
            try:
                port = int(re.search(r"address=127.0.0.1:(\\d+)", child.stderr.readline()).group(1))
                held = [socket.create_connection(("127.0.0.1", port)) for _ in range(100)]
                for one in held:
                    with contextlib.suppress(OSError): one.send(b"GET / HTTP/1.1\\r\\n")
                opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
                body = opener.open(f"http://127.0.0.1:{port}/metrics", timeout=300).read().decode()
                rejected = re.search(r'rejected_total{reason="limit"} (\\d+)', body).group(1)
            finally:
                child.terminate()
            child.stderr.read()
            print(int(rejected) > 70, child.wait())
            """
        let told = try output(of: ["python3", "-c", script, RunningProgram.path])
        #expect(told.text == "True 0\n", "\(told.text)")
    }

    /// A file that kept the program busy for hours and delayed its stop.
    private static let deep: String = {
        let path = NSTemporaryDirectory() + "web-deep-\(getpid()).yml"
        try? Data(repeating: UInt8(ascii: "["), count: 1_000_000).write(to: URL(filePath: path))
        return path
    }()

    @Test(
        arguments: [
            (["--web.systemd-socket"], 1, "systemd passed no sockets to this process\n"),
            (
                ["--web.config.file=/nonexistent.yml"], 2,
                "--web.config.file: /nonexistent.yml: No such file or directory\n"
            ),
            (["--web.config.file=/dev/null"], 2, "--web.config.file: /dev/null: not a regular file\n"),
            (["--web.config.file=\(deep)"], 2, "--web.config.file: \(deep):1: nested too deeply\n"),
            (["--web.telemetry-path=metrics"], 2, "--web.telemetry-path: \"metrics\" is not a path such as /metrics\n"),
            (["--web.telemetry-path=/-/ready"], 2, "--web.telemetry-path: \"/-/ready\" is taken\n"),
            (["--web.systemd-socket=maybe"], 2, "--web.systemd-socket: \"maybe\" is neither true nor false\n"),
            (
                ["--web.listen-address=unix:/nonexistent/a"], 1,
                "cannot listen on unix:/nonexistent/a: No such file or directory\n"
            ),
        ] as [([String], Int32, String)])
    func `an invalid web option is refused in one line`(arguments: [String], code: Int32, text: String) throws {
        let told = try output(of: [RunningProgram.path, "demo"] + arguments)
        #expect(told.code == code)
        #expect(told.text.hasSuffix(text), "\(told.text)")
        #expect(told.text.split(separator: "\n").count == 1)
    }
}
