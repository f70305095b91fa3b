import Testing

@testable import Serving

@Suite struct AcceptTests {
    /// The two formats of a scrape.
    enum Format {
        case text
        case openMetrics
    }

    private func format(_ header: String?) -> Format {
        let isPreferred = Accept(header).prefers(
            "application/openmetrics-text; version=1.0.0; charset=utf-8", to: "text/plain; version=0.0.4; charset=utf-8"
        )
        return isPreferred ? .openMetrics : .text
    }

    private static let protobuf =
        "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited"

    /// What real clients send, and where that is documented.
    @Test(arguments: [
        // Prometheus 1 (retrieval/target.go) and older telegraf (plugins/inputs/prometheus/prometheus.go).
        (protobuf + ";q=0.7,text/plain;version=0.0.4;q=0.3,*/*;q=0.1", Format.text),
        // Prometheus 2.34 to 2.48 (scrape/scrape.go, scrapeAcceptHeader), as 2.42 was seen to send it. Google's managed
        // collection scrapes with a fork of 2.45 (GoogleCloudPlatform/prometheus).
        (
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            .openMetrics
        ),
        // The same with --enable-feature=native-histograms (scrapeAcceptHeaderWithProtobuf).
        (
            protobuf + ",application/openmetrics-text;version=1.0.0;q=0.8,"
                + "application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            .openMetrics
        ),
        // Prometheus 2.49 to 2.55 (scrape/scrape.go, acceptHeader, over config.DefaultScrapeProtocols), and
        // Google's managed collection since its fork of 2.53.
        (
            "application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            .openMetrics
        ),
        // Prometheus 3.3, as seen: each protocol had the parameter.
        (
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                + "application/openmetrics-text;version=0.0.1;escaping=allow-utf-8;q=0.5,"
                + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                + "text/plain;version=0.0.4;escaping=allow-utf-8;q=0.3,*/*;q=0.2",
            .openMetrics
        ),
        // Prometheus 3.11, as seen; the OpenTelemetry Collector's Prometheus receiver and Grafana Alloy scrape with
        // its package.
        (
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            .openMetrics
        ),
        // The same with metric_name_validation_scheme: legacy, Alloy's default (scrape/scrape_test.go of Prometheus).
        (
            "application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,"
                + "application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=underscores;q=0.4,"
                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2",
            .openMetrics
        ),
        // Prometheus 3 with native histograms (config.DefaultProtoFirstScrapeProtocols).
        (
            protobuf + ";q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
                + "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
            .openMetrics
        ),
        // Prometheus 3 and its relatives with text-only scrape_protocols.
        ("text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.5,*/*;q=0.4", .text),
        ("text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,*/*;q=0.5", .text),
        // Datadog's agent (integrations-core, openmetrics/v2/scraper/base_scraper.py): by default and with
        // use_latest_spec. Version 7.46 sent what Prometheus 2.34 does (openmetrics/README.md).
        ("text/plain", .text),
        ("application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1", .openMetrics),
        // vmagent and VictoriaMetrics (lib/promscrape/client.go), Netdata (go.d, pkg/prometheus/client.go),
        // Prometheus 2.0.
        ("text/plain;version=0.0.4;q=1,*/*;q=0.1", .text),
        // Current telegraf.
        (protobuf + ";q=0.7,text/plain;version=0.0.4;q=0.3", .text),
        // curl, wget, Python's requests.
        ("*/*", .text),
        // Firefox, Chrome.
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", .text),
        (
            "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
                + "application/signed-exchange;v=b3;q=0.7",
            .text
        ),
    ])
    func `each client gets the best format that it accepts`(header: String, format: Format) {
        #expect(self.format(header) == format)
    }

    @Test(arguments: [
        "application/openmetrics-text", "application/openmetrics-text;version=1.0.0",
        "APPLICATION/OpenMetrics-Text ; VERSION=1.0.0", #"application/openmetrics-text;version="1.0.0""#,
        "application/openmetrics-text, text/plain", "text/plain;version=0.0.4, application/openmetrics-text",
        "application/openmetrics-text;q=0.5, text/plain;q=0.5", "application/openmetrics-text;q=0.001",
        "application/openmetrics-text, */*", "text/*;q=0.9, application/openmetrics-text",
        "application/openmetrics-text;version=0.0.1;q=0.9, application/openmetrics-text;version=1.0.0;q=0.6",
        "application/openmetrics-text;version=1.0.0;q=0, application/openmetrics-text;version=1.0.0;q=0.5",
        "text/plain;q=0, */*", "text/*;q=0, */*;q=0.1",
        // Of the exporter's two formats, this client reads only OpenMetrics.
        "application/*",
        // The higher weight counts, whether the type is named or matched by an asterisk.
        "application/*, text/plain;q=0.5", "text/plain;q=0.5, */*",
    ])
    func `OpenMetrics goes to clients that name it or accept nothing else`(header: String) {
        #expect(format(header) == .openMetrics)
    }

    @Test(arguments: [
        nil, "", " ", ",", "*/*", "*", "text/plain", "text/plain;version=0.0.4", "text/*", "TEXT/PLAIN; Version=0.0.4",
        "text/plain, */*", "application/*, text/*", "application/*;q=0.9, text/plain;q=0.9", "application/*, */*",
        "text/plain;q=0.6, application/openmetrics-text;q=0.5",
        "application/openmetrics-text;q=0", "application/openmetrics-text;q=0.000, */*",
        "application/openmetrics-text;q=0, application/*", "application/openmetrics-text;version=1.0.0;q=0, */*;q=0.1",
        // The most specific range decides, whatever the weights of the others.
        "application/openmetrics-text;version=1.0.0;q=0.1, application/openmetrics-text, text/plain;q=0.5",
        // Versions that the exporter does not write.
        "application/openmetrics-text;version=0.0.1", "application/openmetrics-text;version=2.0.0",
        "text/plain;version=1",
        "application/openmetrics-text;version=", "application/openmetrics-text;version=0.0.1, */*;q=0.5",
        // Types that the exporter does not write: any answer helps more than none.
        "image/png", "application/json;q=1", "text/plain;q=0", "*/*;q=0",
        "text/plain;q=0, application/openmetrics-text;q=0",
        // Malformed headers.
        "application/openmetrics-text;q=abc", "application/openmetrics-text;q=-1", "application/openmetrics-textual",
        "application", "/", "application/", "application /openmetrics-text", "\u{FFFD}\"\\",
        "text/plain;version=\"0.0.4",
        #"text/plain;x=",application/openmetrics-text"#, #"x="application/openmetrics-text""#,
    ])
    func `all other clients get the text format`(header: String?) {
        #expect(format(header) == .text)
    }

    @Test func `the best of five hundred ranges wins`() {
        let many = (0..<499).map { "application/x\($0)" }.joined(separator: ",")
        #expect(format(many) == .text)
        #expect(format(many + ",application/openmetrics-text;q=0.1") == .openMetrics)
    }
}
