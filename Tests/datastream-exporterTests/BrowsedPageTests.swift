import Datastream
import Exposition
import Foundation
import Serving
import TestSupport
import Testing

@testable import StatusPageTests
@testable import datastream_exporter

/// The status page in a browser.
@Suite struct BrowsedPageTests {
    private static let fixtures: [(name: String, fixture: StatusFixture)] = [
        ("empty", .empty), ("healthy", .healthy), ("many", .many), ("failing", .failing), ("troubled", .troubled),
        ("hostile", .hostileNames), ("demo", .demo), ("halted", .halted),
    ]

    /// Chromium's output for the page: the document after loading, and the browser's complaints.
    private func browse(_ arguments: String...) throws -> ProgramOutput {
        try output(
            of: ["chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--no-proxy-server", "--hide-scrollbars"]
                + ["--enable-logging=stderr", "--timeout=20000"] + arguments)
    }

    /// Serves the page on a socket while the body runs.
    private func serving<Result>(_ page: [UInt8], _ body: (_ url: String) throws -> Result) throws -> Result {
        let endpoint = MetricsEndpoint(
            lack: { nil }, body: { _, _ in (ExpositionBody(), {}) }, page: { page })
        let listener = try Listener(addresses: [ListenAddress(parsing: "127.0.0.1:0")], routes: endpoint.routes)
        Thread.detachNewThread { listener.run() }
        defer { listener.stop() }
        return try body("http://\(listener.addresses.first ?? "")/")
    }

    @Test(arguments: fixtures.map(\.name))
    func `Chromium shows the page with its style and runs nothing`(name: String) throws {
        let fixture = try #require(Self.fixtures.first { $0.name == name }?.fixture)
        let page = Array(fixture.page.utf8)
        let shown = try serving(page) { try browse("--dump-dom", $0) }
        #expect(shown.code == 0, "\(shown.text)")
        #expect(!shown.text.contains("Refused to") && !shown.text.contains("violates"), "\(shown.text.prefix(2_000))")
        #expect(!shown.text.contains("<title>owned"))
        #expect(shown.text.contains("Datastream backfills</h1>"))
    }

    /// The page with a script that measures it; only a copy without the security policy can run the script.
    private func measured(_ fixture: StatusFixture, width: Int, scheme: Int) throws -> String {
        let script = """
            <script>addEventListener("load", () => {
              const wide = [...document.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 1);
              const back = getComputedStyle(document.body).backgroundColor;
              document.title = ["measured", innerWidth, document.documentElement.scrollWidth, wide.length,
                document.querySelectorAll("article").length, back].join("|");
            });</script></body>
            """
        let folder = try Folder()
        let file = try folder.write("page.html", fixture.page.replacing("</body>", with: script))
        let shown = try browse(
            "--window-size=\(width),900", "--blink-settings=preferredColorScheme=\(scheme)", "--dump-dom", file)
        let start = try #require(shown.text.range(of: "<title>measured|"), "\(shown.text.prefix(500))")
        return String(shown.text[start.upperBound...].prefix { $0 != "<" })
    }

    @Test(arguments: fixtures.map(\.name), [320, 1_280])
    func `nothing on the page is wider than the screen`(name: String, width: Int) throws {
        let fixture = try #require(Self.fixtures.first { $0.name == name }?.fixture)
        let parts = try measured(fixture, width: width, scheme: 1).split(separator: "|")
        #expect(parts.prefix(3).map(String.init) == ["\(width)", "\(width)", "0"])
        #expect(parts[3] == "\(fixture.state.streams.count)")
    }

    @Test func `light and dark follow the reader's setting`() throws {
        let backs = try [1, 0].map { try measured(.healthy, width: 800, scheme: $0).split(separator: "|").last }
        #expect(backs == ["rgb(245, 246, 248)", "rgb(14, 17, 22)"])
    }
}
