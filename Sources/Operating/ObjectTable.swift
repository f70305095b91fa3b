package import Datastream
internal import Notation

/// A table of objects.
///
/// The first rows determine the widths, so that rows can be written as they arrive.
package struct ObjectTable: Sendable {
    /// A column: its heading, its text, and how it adapts to a narrow terminal.
    private struct Column: Sendable {
        var head: String
        /// The minimum width; nil if the column is never cut.
        var narrowest: Int?
        /// The maximum width on a terminal.
        var widest = Int.max
        /// The order of removal: the column with the highest number is removed first; 0 is never removed.
        var leavesAs = 0
        var text: @Sendable (StreamObject) -> String
    }

    private static let columns: [Column] = [
        Column(head: "OBJECT", narrowest: 24, widest: 60) { VisibleText.escaped($0.label) },
        Column(head: "STATE") { $0.backfillState.rawValue },
        Column(head: "TRIGGER", leavesAs: 6) { $0.backfillJob?.trigger.rawValue ?? "-" },
        Column(head: "STARTED", leavesAs: 3) { time($0.backfillJob?.lastStartTime) },
        Column(head: "ENDED", leavesAs: 5) { time($0.backfillJob?.lastEndTime) },
        Column(head: "ERRORS", leavesAs: 1) { String($0.allErrors.count) },
        Column(head: "REASON", narrowest: 12, widest: 40, leavesAs: 4) {
            $0.allErrors.first.map { VisibleText.escaped($0.reason) } ?? "-"
        },
        Column(head: "ID", leavesAs: 2) { VisibleText.escaped($0.id) },
    ]

    private static func time(_ time: Timestamp?) -> String {
        time.map { Timestamp(seconds: $0.seconds).description } ?? "-"
    }

    private static let gap = 2
    private let shown: [(column: Column, width: Int)]
    private let isCut: Bool

    /// Creates a table for rows like these.
    ///
    /// `room` is the terminal's width; without one, no column is removed or cut.
    package init(_ first: [StreamObject], columns room: Int?) {
        var shown = Self.columns.map { column in
            let widest = first.map { VisibleText.width(column.text($0)) }.max() ?? 0
            let most = room == nil ? Int.max : column.widest
            return (column: column, width: max(column.head.count, min(widest, most)))
        }
        isCut = room != nil
        if let room {
            func least() -> Int {
                shown.reduce(-Self.gap) { $0 + min($1.width, $1.column.narrowest ?? .max) + Self.gap }
            }
            while least() > room, let next = shown.map(\.column.leavesAs).max(), next > 0 {
                shown.removeAll { $0.column.leavesAs == next }
            }
            Self.shrink(&shown, to: room)
        }
        self.shown = shown
    }

    /// Narrows the columns that may be cut until the table fits, starting with the last.
    private static func shrink(_ shown: inout [(column: Column, width: Int)], to room: Int) {
        for place in shown.indices.reversed() {
            let excess = shown.reduce(-gap) { $0 + $1.width + gap } - room
            guard excess > 0, var narrowest = shown[place].column.narrowest else { continue }
            // No column is left to remove.
            if shown.allSatisfy({ $0.column.leavesAs == 0 }) { narrowest = 1 }
            shown[place].width = max(min(narrowest, shown[place].width), shown[place].width - excess)
        }
    }

    /// The column headings, with the line ending.
    package var head: String { line(shown.map(\.column.head)) }

    /// An object's row, with the line ending.
    package func row(_ object: StreamObject) -> String { line(shown.map { $0.column.text(object) }) }

    private func line(_ cells: [String]) -> String {
        var line = ""
        for (cell, place) in zip(cells, shown) {
            let text = isCut ? VisibleText.cut(cell, to: place.width) : cell
            line += VisibleText.padded(text, to: place.width) + String(repeating: " ", count: Self.gap)
        }
        while line.last == " " { line.removeLast() }
        return line + "\n"
    }
}
