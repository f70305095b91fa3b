internal import Datastream
package import Notation

/// The page at `/`, the first thing that an operator sees.
///
/// It needs no scripts, loads nothing, and shows nothing that the metrics do not.
package struct StatusPage {
    private let report: StatusReport
    private let now: Timestamp
    private let version: String
    private let telemetryPath: String
    private let shellSetup: [String]

    /// Creates the page of a report.
    ///
    /// - Parameters:
    ///   - report: what the page shows.
    ///   - now: the current time.
    ///   - version: the exporter's version.
    ///   - telemetryPath: the path of the metrics.
    ///   - shellSetup: what a shell must run before the page's commands work; empty for nothing.
    package init(
        report: StatusReport, now: Timestamp, version: String, telemetryPath: String, shellSetup: [String] = []
    ) {
        self.report = report
        self.now = now
        self.version = version
        self.telemetryPath = telemetryPath
        self.shellSetup = shellSetup
    }

    /// The content security policy of the page: nothing is loaded, and only the page's own style applies.
    ///
    /// - Parameter sha256: computes the SHA-256 digest of bytes.
    /// - Returns: the value of the header.
    package static func policy(sha256: ([UInt8]) -> [UInt8]) -> String {
        let digest = Base64.text(sha256(Array(StatusStyle.text.utf8)))
        return "default-src 'none'; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'; "
            + "frame-ancestors 'none'"
    }

    /// The page's bytes.
    package func render() -> [UInt8] {
        var html = HTMLText()
        html.markup(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>
            """)
        html.text(title)
        html.markup("</title>\n<style>")
        html.style()
        html.markup("</style>\n</head>\n<body>\n")
        header(&html)
        html.markup("<main>\n")
        setup(&html)
        notices(&html)
        streams(&html)
        html.markup("</main>\n")
        footer(&html)
        html.markup("</body>\n</html>\n")
        return html.bytes
    }

    /// The title of the tab, worst news first.
    private var title: String {
        if let failed = report.objects[.failed], failed > 0 { return "\(failed) failed · Datastream backfills" }
        return report.failingPolls > 0 ? "Polls failing · Datastream backfills" : "Datastream backfills"
    }

    private func header(_ html: inout HTMLText) {
        html.markup("<header>\n<div class=\"brand\"><h1>Datastream backfills</h1>\n<nav><a href=\".")
        // Relative, so that the links work under any path of a reverse proxy.
        html.text(telemetryPath)
        html.markup("\">Metrics</a><a href=\"./-/ready\">Ready</a><a href=\"./-/healthy\">Health</a></nav></div>\n")
        html.markup("<dl class=\"figures\">\n")
        figure(report.streams.count + report.hiddenStreams, "stream", "streams", "", &html)
        figure(report.objectCount, "object", "objects", "", &html)
        figure(report.objects[.active] ?? 0, "backfill running", "backfills running", "", &html)
        figure(report.attention[.failed], "failed", "failed", "bad", &html)
        figure(report.attention[.stuck], "stuck", "stuck", "warn", &html)
        figure(report.failingPolls, "poll failing", "polls failing", "bad", &html)
        html.markup("</dl>\n</header>\n")
    }

    /// A number that is highlighted only if it is a reason to worry.
    private func figure(
        _ number: Int, _ one: StaticString, _ many: StaticString, _ worry: StaticString, _ html: inout HTMLText
    ) {
        html.markup("<div class=\"")
        if number > 0 { html.markup(worry) }
        html.markup("\"><dd>")
        html.number(number)
        html.markup("</dd><dt>")
        html.markup(number == 1 ? one : many)
        html.markup("</dt></div>\n")
    }

    private func setup(_ html: inout HTMLText) {
        guard !shellSetup.isEmpty else { return }
        html.markup(
            "<div class=\"notice\"><p>Run this once in your shell; then the commands on this page work there:</p><code>"
        )
        for (index, line) in shellSetup.enumerated() {
            if index > 0 { html.markup("\n") }
            html.text(line)
        }
        html.markup("</code></div>\n")
    }

    private func notices(_ html: inout HTMLText) {
        for project in report.unlisted.prefix(20) {
            html.markup("<p class=\"notice bad\">The streams of project <strong>")
            html.name(project)
            html.markup("</strong> could not be listed; the log says why. Streams known before are still polled.</p>\n")
        }
        guard report.streams.isEmpty else { return }
        if report.isDiscovered {
            html.markup("<section class=\"empty\"><h2>No streams</h2><p>No stream to poll was found. ")
            html.markup("Check the projects, locations and filters in the flags.</p></section>\n")
        } else {
            html.markup("<section class=\"empty\"><h2>Looking for streams</h2><p>The first search is still running.")
            html.markup("</p></section>\n")
        }
    }

    private func streams(_ html: inout HTMLText) {
        let urgent = report.streams.filter(\.needsAttention)
        let quiet = report.streams.filter { !$0.needsAttention }
        if !urgent.isEmpty {
            html.markup("<h2 class=\"group\">Needs attention</h2>\n<div class=\"urgent\">\n")
            for stream in urgent { StreamCard(stream: stream, now: now).render(&html) }
            html.markup("</div>\n")
        }
        if !quiet.isEmpty {
            html.markup("<h2 class=\"group\">")
            html.markup(quiet.allSatisfy { $0.lastPollSucceeded == true } ? "All well" : "Other streams")
            html.markup("</h2>\n<div class=\"quiet\">\n")
            for stream in quiet { StreamCard(stream: stream, now: now).render(&html) }
            html.markup("</div>\n")
        }
        if report.hiddenStreams > 0 {
            html.markup("<p class=\"more\">")
            html.number(report.hiddenStreams)
            html.markup(" more streams are in the metrics.</p>\n")
        }
    }

    private func footer(_ html: inout HTMLText) {
        html.markup("<footer><p>datastream-exporter ")
        html.text(version)
        html.markup(" · as of <time>")
        html.text(Timestamp(seconds: now.seconds).description)
        html.markup("</time> · reload to update</p></footer>\n")
    }
}
