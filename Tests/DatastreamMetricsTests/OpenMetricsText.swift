import Foundation

/// A scrape in the text format told again in OpenMetrics, line by line and by other means than the exporter's.
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
