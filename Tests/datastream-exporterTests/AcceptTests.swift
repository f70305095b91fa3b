import Exposition
import Testing

@testable import datastream_exporter

@Suite struct AcceptTests {
    @Test(arguments: [
        // Prometheus 2.42, as seen; 3, by its documentation; since 2.40 with native histograms; 1.
        (
            "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
                + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            ExpositionFormat.openMetrics
        ),
        (
            "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
                + "application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
                + "text/plain;version=0.0.4;q=0.2,*/*;q=0.1",
            .openMetrics
        ),
        (
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
                + "application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
                + "text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
            .openMetrics
        ),
        (
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,"
                + "text/plain;version=0.0.4;q=0.3,*/*;q=0.1",
            .text
        ),
        ("text/plain;version=0.0.4;q=1,*/*;q=0.1", .text),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8", .text),
        ("application/openmetrics-text; version=1.0.0; charset=utf-8", .openMetrics),
    ])
    func `clients as they are get the best format they read`(header: String, format: ExpositionFormat) {
        #expect(Accept(header).format == format)
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
        // Text is no application, and so the only format of ours that this client reads is OpenMetrics.
        "application/*",
        // What weighs more is wanted more, even where the client did not name it.
        "application/*, text/plain;q=0.5", "text/plain;q=0.5, */*",
    ])
    func `OpenMetrics is for those who name it or accept nothing better`(header: String) {
        #expect(Accept(header).format == .openMetrics)
    }

    @Test(arguments: [
        nil, "", " ", ",", "*/*", "*", "text/plain", "text/plain;version=0.0.4", "text/*", "TEXT/PLAIN; Version=0.0.4",
        "text/plain, */*", "application/*, text/*", "application/*;q=0.9, text/plain;q=0.9", "application/*, */*",
        "text/plain;q=0.6, application/openmetrics-text;q=0.5",
        "application/openmetrics-text;q=0", "application/openmetrics-text;q=0.000, */*",
        "application/openmetrics-text;q=0, application/*", "application/openmetrics-text;version=1.0.0;q=0, */*;q=0.1",
        // The more exact range decides, whatever the other one weighs.
        "application/openmetrics-text;version=1.0.0;q=0.1, application/openmetrics-text, text/plain;q=0.5",
        // Other versions are none that we write.
        "application/openmetrics-text;version=0.0.1", "application/openmetrics-text;version=2.0.0",
        "text/plain;version=1",
        "application/openmetrics-text;version=", "application/openmetrics-text;version=0.0.1, */*;q=0.5",
        // Nothing that we write: any answer helps more than none.
        "image/png", "application/json;q=1", "text/plain;q=0", "*/*;q=0",
        "text/plain;q=0, application/openmetrics-text;q=0",
        // What cannot be read.
        "application/openmetrics-text;q=abc", "application/openmetrics-text;q=-1", "application/openmetrics-textual",
        "application", "/", "application/", "application /openmetrics-text", "\u{FFFD}\"\\",
        "text/plain;version=\"0.0.4",
        #"text/plain;x=",application/openmetrics-text"#, #"x="application/openmetrics-text""#,
    ])
    func `everyone else gets the text format`(header: String?) {
        #expect(Accept(header).format == .text)
    }

    @Test func `of five hundred ranges the best one counts`() {
        let many = (0..<499).map { "application/x\($0)" }.joined(separator: ",")
        #expect(Accept(many).format == .text)
        #expect(Accept(many + ",application/openmetrics-text;q=0.1").format == .openMetrics)
    }
}
