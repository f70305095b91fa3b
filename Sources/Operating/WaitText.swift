internal import CommandLine
internal import Datastream
internal import Notation

/// Formats the progress and the end of a wait, as text and as JSON.
package enum WaitText {
    /// The end of a job as a line with its line ending, followed by the reason if it failed.
    package static func line(_ ended: WaitBoard.Ended, columns: Int?) -> String {
        let word = ended.isGone ? "GONE" : ended.target.object.backfillState.rawValue
        let cells = [VisibleText.padded(word, to: 15), ended.target.label]
        let line = VisibleText.line(cells, name: ended.target.shownName(columns: columns), columns: columns)
        let errors = ended.exitCode > .success ? ObjectDetail.errors(of: ended.target, columns: columns) : ""
        return "\(line)\n\(errors)"
    }

    /// The end of a job as a line of JSON with its line ending: the object as last read.
    package static func json(_ ended: WaitBoard.Ended) -> String {
        JSON(ended.target, ["result": .string(ended.isGone ? "gone" : "ended")]).text + "\n"
    }

    /// A job that had not ended when the wait did, as a line of JSON with its line ending.
    package static func json(left target: Target) -> String {
        JSON(target, ["result": .string("not_ended")]).text + "\n"
    }

    /// The result of a wait: the progress of the jobs, and how many had failed before.
    package static func conclusion(_ board: WaitBoard) -> String {
        let now = board.counts.total == 0 ? "no backfill waits or runs" : status(board.counts)
        return board.failedBefore == 0 ? now : "\(now); \(board.failedBefore) had failed or been stopped before"
    }

    /// The progress of the jobs: `12 of 40 ended, 1 failed, 3 active, 25 pending`.
    package static func status(_ counts: WaitBoard.Counts) -> String {
        var parts = ["\(counts.ended) of \(counts.total) ended"]
        for (count, word) in [(counts.failed, "failed"), (counts.active, "active"), (counts.pending, "pending")] {
            if count > 0 { parts.append("\(count) \(word)") }
        }
        return parts.joined(separator: ", ")
    }

    /// A progress bar with the counts and the elapsed time, at most `columns` wide, without a line ending.
    package static func bar(_ counts: WaitBoard.Counts, elapsed: Duration, columns: Int) -> String {
        let text = " \(status(counts)), \(time(elapsed))"
        // The last column stays empty: a terminal may wrap the line after it.
        let room = min(30, columns - 1 - VisibleText.width(text) - 2)
        guard room >= 5 else { return VisibleText.cut(String(text.dropFirst()), to: max(0, columns - 1)) }
        let filled = counts.total == 0 ? room : room * counts.ended / counts.total
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled)
        return "[\(bar)]\(text)"
    }

    /// A duration in short form: `1h02m`, `3m07s`, `12s`.
    static func time(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if seconds >= 3_600 { return "\(seconds / 3_600)h\(two(seconds / 60 % 60))m" }
        return seconds >= 60 ? "\(seconds / 60)m\(two(seconds % 60))s" : "\(seconds)s"
    }

    /// The jobs that had not ended when the wait did, one per line below a heading; empty if there are none.
    package static func left(_ targets: [Target], columns: Int?) -> String {
        guard !targets.isEmpty else { return "" }
        return targets.reduce(into: "not ended:\n") { text, target in
            text += "  \(target.openLine(target.object.backfillState.rawValue, columns: columns))\n"
        }
    }
}
