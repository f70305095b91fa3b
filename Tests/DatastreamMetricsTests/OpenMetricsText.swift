import Foundation
import Testing

/// Converts a scrape from the text format to OpenMetrics, line by line and without the exporter's code.
func inOpenMetrics(_ text: String) -> String {
    var lines: [String] = []
    var help = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        if line.hasPrefix("# HELP ") {
            help = words[3].replacing("\"", with: "\\\"")
        } else if line.hasPrefix("# TYPE ") {
            let name = words[3] == "counter" ? words[2].replacing(/_total$/, with: "") : words[2]
            lines.append("# TYPE \(name) \(words[3])")
            if let unit = name.split(separator: "_").last, ["seconds", "bytes"].contains(unit) {
                lines.append("# UNIT \(name) \(unit)")
            }
            lines.append("# HELP \(name) \(help)")
        } else {
            lines.append(String(line))
        }
    }
    return (lines + ["# EOF", ""]).joined(separator: "\n")
}

/// An OpenMetrics scrape without its exemplars.
func withoutExemplars(_ text: String) -> String {
    let exemplar = #/ # {error_uuid="(?:\\.|[^"\\])+"} 1\.0(?: [-+.e0-9]+)?$/#.matchingSemantics(.unicodeScalar)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.replacing(exemplar, with: "") }
    return lines.joined(separator: "\n")
}

struct OpenMetricsTextTests {
    @Test(arguments: [
        (#"a_total{x="y"} 1 # {error_uuid="e"} 1.0 1795428000.25"#, #"a_total{x="y"} 1"#),
        (#"a_total 1 # {error_uuid="\"} 1 # \\"} 1.0"#, "a_total 1"),
        (#"a_total{x=" # {error_uuid=\"e\"} 1.0"} 1"#, #"a_total{x=" # {error_uuid=\"e\"} 1.0"} 1"#),
        ("a_total 1\na_total 2\n", "a_total 1\na_total 2\n"),
    ])
    func `only exemplars are removed`(text: String, bare: String) {
        #expect(withoutExemplars(text) == bare)
    }
}
