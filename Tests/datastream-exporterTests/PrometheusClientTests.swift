import DatastreamMetrics
import Exposition
import Foundation
import TestSupport
import Testing

@testable import datastream_exporter

/// The exporter's output as Prometheus' own client reads it.
@Suite(.enabled(if: PrometheusClient.python != nil, "GOOGLE_CLIENTS_PYTHON names no Python"))
struct PrometheusClientTests {
    private static let texts = [
        "", " ", "plain", "\"", "\\", "\n", "\\n", "\\\"", "\"\n\\", "a\r\nb", "\t", "} 1", "a,b=\"c\"",
        " # {x=\"y\"} 1.0",
        "# EOF", "e\u{301}", "é", "🐘", "\u{202E}rtl", "\u{85}\u{2028}\u{FEFF}", "zażółć 数据", "\u{1}\u{7F}", "{\"",
        "\\\\",
    ]

    /// A body with one family.
    private func body<Subject: Sendable>(
        _ row: MetricRow<Subject>, of subjects: [LabelledSubject<Subject>], _ format: ExpositionFormat
    ) -> String {
        var run = FamilyRun()
        run.append(families: [row], of: subjects)
        var exposition = Exposition()
        exposition.append(run, to: .stream)
        return String(decoding: exposition.body(of: [.stream], in: format).text, as: UTF8.self)
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `whatever text a label holds is read back`(format: ExpositionFormat) throws {
        let row = MetricRow<Int>(MetricFamily(name: "size_bytes", type: .gauge, help: "h", labels: ["a", "b"])) {
            $1.sample("b", Self.texts[$0], SampleValue($0))
        }
        let subjects = Self.texts.indices.map { LabelledSubject($0, ["a": Self.texts[$0]]) }
        let families = try PrometheusClient.read(body(row, of: subjects, format), format)
        let family = try #require(families.first)
        #expect(families.count == 1 && family.unit == (format == .text ? "" : "bytes"))
        let expected = Self.texts.enumerated().map { index, text in
            PrometheusClient.Sample(name: "size_bytes", labels: ["a": text, "b": text], value: "\(index).0")
        }
        #expect(family.samples == expected)
        for (sample, text) in zip(family.samples, Self.texts) {
            #expect(sample.labels["a"].map { Array($0.utf8) } == Array(text.utf8), "byte by byte")
        }
    }

    @Test(arguments: ExpositionFormat.allCases, [#"Say "hi"."#, #"back\slash \n"#, "two\nlines", #"\""#, "zażółć 🐘."])
    func `help is read back`(format: ExpositionFormat, help: String) throws {
        let row = MetricRow<Int>(MetricFamily(name: "jobs_total", type: .counter, help: help, labels: [])) {
            $1.sample(SampleValue($0))
        }
        let families = try PrometheusClient.read(body(row, of: [LabelledSubject(1, [:])], format), format)
        let sample = PrometheusClient.Sample(name: "jobs_total", labels: [:], value: "1.0")
        #expect(
            families == [
                PrometheusClient.Family(name: "jobs", type: "counter", unit: "", help: help, samples: [sample])
            ])
    }

    @Test(arguments: ExpositionFormat.allCases)
    func `an exemplar is read in OpenMetrics and absent from the text format`(format: ExpositionFormat) throws {
        let long = String(repeating: "a", count: Exemplar.maximumCharacters - "error_uuid".count)
        let row = MetricRow<String>(
            MetricFamily(name: "errors_total", type: .counter, help: "h", labels: ["source"])
        ) {
            let exemplar = Exemplar("error_uuid", $0, time: .time(seconds: 1_795_428_000, nanoseconds: 250_000_000))
            $1.sample("source", "s", 3, exemplar: exemplar)
        }
        for uuid in ["8f14e45f-ceea-467f-a8a9-000000000001", long, long + "a", ""] {
            let families = try PrometheusClient.read(body(row, of: [LabelledSubject(uuid, [:])], format), format)
            let sample = try #require(families.first?.samples.first)
            #expect(sample.name == "errors_total" && sample.labels == ["source": "s"] && sample.value == "3.0")
            let isShown = format == .openMetrics && !uuid.isEmpty && uuid != long + "a"
            let exemplar = PrometheusClient.Exemplar(
                labels: ["error_uuid": uuid], value: "1.0", time: "1795428000.25")
            #expect(sample.exemplar == (isShown ? exemplar : nil))
        }
    }

    @Test func `a real scrape shows the same series in both formats, group by group`() async throws {
        let demo = try RunningProgram(["demo", "--web.listen-address=127.0.0.1:0", "--poll.interval=1h"])
        let address = try #require(await demo.line(after: "msg=listening address="))
        try await untilReady(address)
        for query in ["", "?collect[]=stream", "?collect%5B%5D=object&x=y", "?collect[]=exporter&collect[]=stream"] {
            let text = try scrape(address, query, .text)
            let openMetrics = try scrape(address, query, .openMetrics)
            #expect(openMetrics.map(\.name) == text.map(\.name))
            #expect(openMetrics.map(\.type) == text.map(\.type))
            #expect(openMetrics.map(\.help) == text.map(\.help))
            #expect(openMetrics.flatMap(\.samples).map(still) == text.flatMap(\.samples).map(still))
            #expect(text.flatMap(\.samples).count > 50)
            let shown = Set(Catalog.families.filter { text.map(\.name).contains($0.name(in: .openMetrics)) })
            let groups = Set(shown.map { MetricGroup(of: $0) })
            #expect(groups == Set(MetricGroup.all.filter { query.isEmpty || query.contains($0.rawValue) }))
        }
        let refused = try output(of: Self.curl + ["http://\(address)/metrics?collect[]=streams"]).text
        #expect(refused == "unknown group in collect[]: the groups are stream, object, exporter\n")
        demo.terminate()
        #expect(await demo.exitCode() == 0)
    }

    private static let curl = ["curl", "--silent", "--globoff", "--compressed", "--max-time", "300", "--noproxy", "*"]

    private func scrape(
        _ address: String, _ query: String, _ format: ExpositionFormat
    ) throws -> [PrometheusClient.Family] {
        let accept = format == .text ? "text/plain" : "application/openmetrics-text; version=1.0.0"
        let told = try output(
            of: Self.curl + ["--include", "--header", "Accept: \(accept)", "http://\(address)/metrics\(query)"])
        let end = try #require(told.text.range(of: "\r\n\r\n"))
        #expect(told.text[..<end.lowerBound].contains("Content-Type: \(format.contentType)\r\n"))
        return try PrometheusClient.read(String(told.text[end.upperBound...]), format)
    }

    /// A sample, without its value if that changes from one scrape to the next.
    private func still(_ sample: PrometheusClient.Sample) -> PrometheusClient.Sample {
        let live = [
            "process_", "datastream_exporter_http_", "datastream_exporter_api_", "datastream_stream_backfills_overdue",
        ]
        guard live.contains(where: { sample.name.hasPrefix($0) }) else { return sample }
        var sample = sample
        sample.value = ""
        return sample
    }

    private func untilReady(_ address: String) async throws {
        _ = try await Curl.answer(holding: "is ready", ["http://\(address)/-/ready"])
    }
}
