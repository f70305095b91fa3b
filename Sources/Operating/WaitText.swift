internal import CommandLine
internal import Datastream
internal import Notation

/// The progress and the end of a wait, in lines for people and for scripts.
package enum WaitText {
    /// The end of a job, as a line with its end, and below it why it failed.
    package static func line(_ ended: WaitBoard.Ended, columns: Int?) -> String {
        let word = ended.isGone ? "GONE" : ended.target.object.backfillState.rawValue
        let cells = [VisibleText.padded(word, to: 15), ended.target.label]
        let line = VisibleText.line(cells, name: ended.target.shownName(columns: columns), columns: columns)
        let errors = ended.exitCode > .success ? ObjectDetail.errors(of: ended.target, columns: columns) : ""
        return "\(line)\n\(errors)"
    }

    /// The end of a job, as a line of JSON with its end: the object as it was last read.
    package static func json(_ ended: WaitBoard.Ended) -> String {
        JSON(ended.target, ["result": .string(ended.isGone ? "gone" : "ended")]).text + "\n"
    }

    /// A job that had not ended when the wait did, as a line of JSON with its end.
    package static func json(left target: Target) -> String {
        JSON(target, ["result": .string("not_ended")]).text + "\n"
    }

    /// The result of a wait: how far the jobs are, and what had failed before.
    package static func conclusion(_ board: WaitBoard) -> String {
        let now = board.counts.total == 0 ? "no backfill waits or runs" : status(board.counts)
        return board.failedBefore == 0 ? now : "\(now); \(board.failedBefore) had failed or been stopped before"
    }

    /// How far the jobs are: `12 of 40 ended, 1 failed, 3 active, 25 pending`.
    package static func status(_ counts: WaitBoard.Counts) -> String {
        var parts = ["\(counts.ended) of \(counts.total) ended"]
        for (count, word) in [(counts.failed, "failed"), (counts.active, "active"), (counts.pending, "pending")] {
            if count > 0 { parts.append("\(count) \(word)") }
        }
        return parts.joined(separator: ", ")
    }

    /// A progress bar with its counts and the elapsed time, in at most so many columns, without a line's end.
    package static func bar(_ counts: WaitBoard.Counts, elapsed: Duration, columns: Int) -> String {
        let text = " \(status(counts)), \(time(elapsed))"
        // The last column stays free: a terminal may break the line behind it.
        let room = min(30, columns - 1 - VisibleText.width(text) - 2)
        guard room >= 5 else { return VisibleText.cut(String(text.dropFirst()), to: max(0, columns - 1)) }
        let filled = counts.total == 0 ? room : room * counts.ended / counts.total
        let bar = String(repeating: "#", count: filled) + String(repeating: "-", count: room - filled)
        return "[\(bar)]\(text)"
    }

    /// A time in short: `1h02m`, `3m07s`, `12s`.
    static func time(_ duration: Duration) -> String {
        let seconds = max(0, duration.components.seconds)
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        if seconds >= 3_600 { return "\(seconds / 3_600)h\(two(seconds / 60 % 60))m" }
        return seconds >= 60 ? "\(seconds / 60)m\(two(seconds % 60))s" : "\(seconds)s"
    }

    /// The jobs that had not ended when the wait did, each on a line below a head; empty for none.
    package static func left(_ targets: [Target], columns: Int?) -> String {
        guard !targets.isEmpty else { return "" }
        return targets.reduce(into: "not ended:\n") { text, target in
            text += "  \(target.openLine(target.object.backfillState.rawValue, columns: columns))\n"
        }
    }
}
