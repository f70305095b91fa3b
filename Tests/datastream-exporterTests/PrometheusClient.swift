import Exposition
import Foundation
import TestSupport
import Testing

/// Prometheus' own Python client, whose parser of OpenMetrics is the strictest there is.
enum PrometheusClient {
    /// A family as the parser saw it.
    struct Family: Decodable, Hashable {
        var name: String
        var type: String
        var unit: String
        var help: String
        var samples: [Sample]
    }

    /// A sample as the parser saw it; numbers as Python writes them.
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

    /// A Python with prometheus_client.
    static let python = ProcessInfo.processInfo.environment["GOOGLE_CLIENTS_PYTHON"]

    /// Reads a whole body; throws what the parser has against it.
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
