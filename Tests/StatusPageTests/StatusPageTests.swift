import Datastream
import Testing

@testable import StatusPage

@Suite struct StatusPageTests {
    @Test func `objects that need attention are listed with reasons and commands`() {
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
            "data from <time datetime=\"2023-11-14T22:13:10Z\" title=\"2023-11-14T22:13:10Z\">10 s ago</time>",
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

    @Test func `a page without streams says so`() {
        #expect(StatusFixture.empty.page.contains("Looking for streams"))
        var fixture = StatusFixture.empty
        fixture.state.isDiscovered = true
        #expect(fixture.page.contains("No streams"))
    }

    @Test func `the shell's preparation comes above the commands, escaped`() {
        let page = StatusFixture.demo.page
        #expect(page.contains("<code>export A=1\nexport PATH=&#39;/a b&#39;:&quot;$PATH&quot;</code>"))
        #expect(!StatusFixture.troubled.page.contains("in your shell"))
    }

    @Test func `a stream that is not running shows no command to start its backfills`() {
        let page = StatusFixture.halted.page
        #expect(page.contains("<bdi>shop.failed</bdi>") && page.contains("once it runs again"))
        #expect(!page.contains("backfill start") && !page.contains("backfill retry"))
    }

    @Test func `names never become markup`() {
        let page = StatusFixture.hostileNames.page
        for text in ["<script", "<img", "onerror=\"", "\u{0}", "\u{1B}"] { #expect(!page.contains(text), "\(text)") }
        #expect(page.utf8.count < 200_000)
    }

    @Test func `the page shows the remaining time and what is overdue`() {
        var report = StatusFixture.healthy.report()
        func page() -> String {
            let page = StatusPage(report: report, now: StatusFixture.now, version: "1.2.3", telemetryPath: "/metrics")
            return String(decoding: page.render(), as: UTF8.self)
        }
        #expect(!page().contains("at the pace of the last hour") && !page().contains("overdue"))
        report.streams[0].secondsLeft = 4_800
        #expect(page().contains("ends in about 1 h 20 min at the pace of the last hour"))
        report.streams[0].secondsLeft = .infinity
        #expect(page().contains("ends in about 3650 d"))
        report.streams[0].secondsLeft = nil
        report.streams[0].overdue = 2
        #expect(page().contains("<strong>2 overdue</strong>"))
    }
}
