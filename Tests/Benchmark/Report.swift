/// The table that the benchmark prints: measured times next to floors, the costs that no implementation can avoid.
struct Report {
    private var lines: [String] = []

    /// Adds a row: milliseconds of CPU, and the ratio to each floor.
    mutating func add(_ what: String, _ milliseconds: Double, over floors: (name: String, milliseconds: Double)...) {
        let ratios = floors.map { "\(Self.rounded(milliseconds / max($0.milliseconds, 0.001))) x \($0.name)" }
        lines.append("| \(what) | \(Self.rounded(milliseconds)) ms | \(ratios.joined(separator: ", ")) |")
    }

    /// Adds a floor.
    mutating func add(floor what: String, _ milliseconds: Double, _ bytes: Int) {
        lines.append("| floor: \(what) | \(Self.rounded(milliseconds)) ms | \(bytes / 1_000_000) MB |")
    }

    /// The table as Markdown.
    var text: String {
        (["| what | CPU | ratio to its floors |", "| --- | --- | --- |"] + lines).joined(separator: "\n")
    }

    private static func rounded(_ number: Double) -> String {
        let hundredths = Int((number * 100).rounded())
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
