import Datastream
import Exposition
import Foundation
import Serving
import TestSupport
import Testing

@testable import datastream_exporter

@Suite struct StatusPageTests {
    @Test func `objects in need stand with their reasons and the commands that help`() {
        let page = StatusFixture.troubled.page
        for text in [
            "<bdi>shop.failed</bdi>", "<bdi>SOURCE_UNREACHABLE</bdi>", "1 h ago</time>", "ACTIVE too long",
            "1 d 1 h ago",
            "<bdi>TOO_WIDE</bdi>",
            "<code>datastream-exporter backfill retry projects/acme/locations/europe-west1/streams/shop</code>",
            "<code>datastream-exporter backfill start projects/acme/locations/europe-west1/streams/shop/objects/failed</code>",
            "<code>datastream-exporter backfill stop projects/acme/locations/europe-west1/streams/shop/objects/slow</code>",
            "href=\"./metrics\"",
            "https://console.cloud.google.com/datastream/streams/locations/europe-west1/instances/shop?project=acme",
            "poll took 1.2 s",
            "data of <time datetime=\"2023-11-14T22:13:10Z\" title=\"2023-11-14T22:13:10Z\">10 s ago</time>",
            "datastream-exporter 1.2.3",
        ] { #expect(page.contains(text), "\(text)") }
        #expect(!page.contains("href=\"/"), "links hold below any path of a reverse proxy")
        #expect(!page.contains("hunter2"), "messages of errors may hold secrets")
    }

    @Test func `a failing poll says why`() {
        let page = StatusFixture.failing.page
        for text in [
            "failed polls: quota 1", "failed polls: permission 1", ">stale</span>", ">not polled yet</span>",
            "FAILED_PERMANENTLY", "<bdi>CDC</bdi>", "The streams of project <strong><bdi>other</bdi></strong>",
        ] { #expect(page.contains(text), "\(text)") }
    }

    @Test func `no streams is said in words`() {
        #expect(StatusFixture.empty.page.contains("Looking for streams"))
        var fixture = StatusFixture.empty
        fixture.state.isDiscovered = true
        #expect(fixture.page.contains("No streams"))
    }

    @Test func `what prepares a shell stands above the commands, escaped`() {
        let page = StatusFixture.demo.page
        #expect(page.contains("<code>export A=1\nexport PATH=&#39;/a b&#39;:&quot;$PATH&quot;</code>"))
        #expect(!StatusFixture.troubled.page.contains("in your shell"))
    }

    @Test func `a stream that does not run shows no command that starts its backfills`() {
        let page = StatusFixture.halted.page
        #expect(page.contains("<bdi>shop.failed</bdi>") && page.contains("once it runs again"))
        #expect(!page.contains("backfill start") && !page.contains("backfill retry"))
    }

    @Test func `no name becomes markup`() {
        let page = StatusFixture.hostileNames.page
        for text in ["<script", "<img", "onerror=\"", "\u{0}", "\u{1B}"] { #expect(!page.contains(text), "\(text)") }
        #expect(page.utf8.count < 200_000)
    }

    // MARK: - In a browser

    private static let fixtures: [(name: String, fixture: StatusFixture)] = [
        ("empty", .empty), ("healthy", .healthy), ("many", .many), ("failing", .failing), ("troubled", .troubled),
        ("hostile", .hostileNames), ("demo", .demo), ("halted", .halted),
    ]

    /// What Chromium makes of the page: its document after loading, and what it has to complain of.
    private func browse(_ arguments: String...) throws -> ProgramOutput {
        try output(
            of: ["chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--no-proxy-server", "--hide-scrollbars"]
                + ["--enable-logging=stderr", "--timeout=20000"] + arguments)
    }

    /// Serves the page on a socket until the body ends.
    private func serving<Result>(_ page: [UInt8], _ body: (_ url: String) throws -> Result) throws -> Result {
        let endpoint = MetricsEndpoint(
            lack: { nil }, body: { _, _ in (ExpositionBody(), {}) }, page: { page })
        let listener = try Listener(addresses: [ListenAddress(parsing: "127.0.0.1:0")], routes: endpoint.routes)
        Thread.detachNewThread { listener.run() }
        defer { listener.stop() }
        return try body("http://\(listener.addresses.first ?? "")/")
    }

    @Test(arguments: fixtures.map(\.name))
    func `Chromium shows the page as it is served, its style let in and nothing run`(name: String) throws {
        let fixture = try #require(Self.fixtures.first { $0.name == name }?.fixture)
        let page = Array(fixture.page.utf8)
        let shown = try serving(page) { try browse("--dump-dom", $0) }
        #expect(shown.code == 0, "\(shown.text)")
        #expect(!shown.text.contains("Refused to") && !shown.text.contains("violates"), "\(shown.text.prefix(2_000))")
        #expect(!shown.text.contains("<title>owned"))
        #expect(shown.text.contains("Datastream backfills</h1>"))
    }

    /// The page with a script that measures it, which only a copy without the policy can have.
    private func measured(_ fixture: StatusFixture, width: Int, scheme: Int) throws -> String {
        let script = """
            <script>addEventListener("load", () => {
              const wide = [...document.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
              const back = getComputedStyle(document.body).backgroundColor;
              document.title = ["measured", innerWidth, document.documentElement.scrollWidth, wide.length,
                document.querySelectorAll("article").length, back].join("|");
            });</script></body>
            """
        let folder = FileManager.default.temporaryDirectory.appending(path: "page-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "page.html")
        try Data(fixture.page.replacing("</body>", with: script).utf8).write(to: file)
        let shown = try browse(
            "--window-size=\(width),900", "--blink-settings=preferredColorScheme=\(scheme)", "--dump-dom", file.path)
        let start = try #require(shown.text.range(of: "<title>measured|"), "\(shown.text.prefix(500))")
        return String(shown.text[start.upperBound...].prefix { $0 != "<" })
    }

    @Test(arguments: fixtures.map(\.name), [320, 1_280])
    func `nothing is wider than the screen`(name: String, width: Int) throws {
        let fixture = try #require(Self.fixtures.first { $0.name == name }?.fixture)
        let parts = try measured(fixture, width: width, scheme: 1).split(separator: "|")
        #expect(parts.prefix(3).map(String.init) == ["\(width)", "\(width)", "0"])
        #expect(parts[3] == "\(fixture.state.streams.count)")
    }

    @Test func `light and dark are as the reader has it`() throws {
        let backs = try [1, 0].map { try measured(.healthy, width: 800, scheme: $0).split(separator: "|").last }
        #expect(backs == ["rgb(245, 246, 248)", "rgb(14, 17, 22)"])
    }
}
