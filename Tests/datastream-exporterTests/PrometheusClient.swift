import Exposition
import Foundation
import TestSupport
import Testing

/// Prometheus' own Python client, which has the strictest OpenMetrics parser there is.
enum PrometheusClient {
    /// A family as the parser saw it.
    struct Family: Decodable, Hashable {
        var name: String
        var type: String
        var unit: String
        var help: String
        var samples: [Sample]
    }

    /// A sample as the parser saw it; numbers are in Python's notation.
    struct Sample: Decodable, Hashable {
        var name: String
        var labels: [String: String]
        var value: String
        var exemplar: Exemplar?
    }

    /// An exemplar as the parser saw it.
    struct Exemplar: Decodable, Hashable {
        var labels: [String: String]
        var value: String
        var time: String?
    }

    /// A Python that has prometheus_client.
    static let python = ProcessInfo.processInfo.environment["GOOGLE_CLIENTS_PYTHON"]

    /// Parses a whole body; throws the parser's objections.
    static func read(_ body: String, _ format: ExpositionFormat) throws -> [Family] {
        let folder = try Folder()
        let told = try output(of: [try #require(python), script, "\(format)", folder.write("scrape", body)])
        try #require(told.code == 0, "\(told.text)")
        return try JSONDecoder().decode([Family].self, from: Data(told.text.utf8))
    }

    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(
        path: "read_exposition.py"
    ).path
}
