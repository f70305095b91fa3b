internal import Datastream

/// The number of objects in each state, as a bar and a legend.
struct BackfillBar {
    let objects: [BackfillState: Int]

    /// Completed on the left, failed on the right, the other states in between.
    static let order: [BackfillState] = [
        .completed, .active, .pending, .notStarted, .none, .unknown, .unsupported, .stopped, .failed,
    ]

    /// Width of the bar, and minimum width of a part, so that one failed object in a million is visible.
    private static let width = 1_000
    private static let leastWidth = 8

    private var parts: [(state: BackfillState, count: Int)] {
        Self.order.compactMap { state in objects[state].map { (state, $0) } }.filter { $0.1 > 0 }
    }

    func render(_ html: inout HTMLText) {
        let parts = parts
        guard !parts.isEmpty else {
            html.markup("<p class=\"none\">No objects.</p>\n")
            return
        }
        html.markup("<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">")
        var x = 0
        for (part, width) in zip(parts, Self.widths(parts.map(\.count))) {
            html.markup("<rect class=\"")
            html.text(part.state.rawValue)
            html.markup("\" height=\"10\" x=\"")
            html.text("\(x)")
            html.markup("\" width=\"")
            html.text("\(width)")
            html.markup("\"/>")
            x += width
        }
        html.markup("</svg>\n<ul class=\"legend\">")
        for part in parts {
            html.markup("<li class=\"")
            html.text(part.state.rawValue)
            html.markup("\"><b>")
            html.number(part.count)
            html.markup("</b> ")
            html.text(part.state.rawValue)
            html.markup("</li>")
        }
        html.markup("</ul>\n")
    }

    /// The widths of the parts, which add up to the whole bar; none is too small to see.
    static func widths(_ counts: [Int]) -> [Int] {
        let total = counts.reduce(0.0) { $0 + Double($1) }
        guard total > 0 else { return counts.map { _ in 0 } }
        let free = Double(width - leastWidth * counts.count)
        var widths = counts.map { leastWidth + Int(free * Double($0) / total) }
        if let largest = counts.indices.max(by: { counts[$0] < counts[$1] }) {
            widths[largest] += width - widths.reduce(0, +)
        }
        return widths
    }
}
