internal import CommandLine
internal import Datastream
internal import Notation

/// Formats the results of commands, as text and as JSON.
package struct ActionText: Sendable {
    private let action: BackfillAction
    private let columns: Int?

    /// Creates the formatter for an action.
    ///
    /// `columns` is the terminal's width; nil if the output is not a terminal.
    package init(_ action: BackfillAction, columns: Int? = nil) {
        self.action = action
        self.columns = columns
    }

    /// The word for an outcome, such as `started`; `not sent` and similar ones are two words.
    package func word(_ outcome: Outcome) -> String {
        switch outcome {
        case .done, .seenDone: action.past
        case .already: action.already
        case .refused: "failed"
        case .unknown: "unknown"
        case .notBegun: "not sent"
        case .superseded: "not needed"
        case .planned: "would \(action.verb)"
        }
    }

    /// The result as a line of text with its line ending; explanations follow on further lines.
    package func line(_ result: ActionResult) -> String {
        var cells = [VisibleText.padded(word(result.outcome), to: 15), result.target.label]
        if let state = state(of: result.outcome) { cells.append(state.rawValue) }
        let shown = VisibleText.line(cells, name: name(result), columns: columns)
        let lines = detail(result.outcome).map { VisibleText.wrapped($0, to: columns.map { max(20, $0 - 4) }) } ?? []
        return lines.reduce("\(shown)\n") { "\($0)    \($1)\n" }
    }

    private func name(_ result: ActionResult) -> String { result.target.shownName(columns: columns) }

    private func state(of outcome: Outcome) -> BackfillState? {
        switch outcome {
        case .done(let now), .seenDone(let now), .already(let now), .superseded(let now): now
        case .refused, .unknown, .notBegun, .planned: nil
        }
    }

    private func detail(_ outcome: Outcome) -> String? {
        switch outcome {
        case .seenDone: "the answer was lost; the object shows that it was \(action.past)"
        case .refused(let problem): problem.text
        case .unknown(let text): "it is unknown whether it was \(action.past): \(text)"
        case .done, .already, .superseded, .notBegun, .planned: nil
        }
    }

    /// The result as a line of JSON with its line ending.
    package func json(_ result: ActionResult) -> String {
        var problem: String?
        switch result.outcome {
        case .refused(let why): problem = why.text
        case .unknown(let text): problem = text
        default: break
        }
        var isSettled: Bool?
        if case .seenDone = result.outcome { isSettled = true }
        return JSON(
            result.seen,
            [
                "action": .string(action.verb),
                "result": .string(word(result.outcome).replacing(" ", with: "_")),
                "answerLost": isSettled.map { .boolean($0) },
                "error": problem.map { .string($0) },
            ]
        ).text + "\n"
    }

    /// The number of objects by outcome, as a line with its line ending: `12 started, 1 failed, 3 not sent`.
    package func summary(_ results: [ActionResult]) -> String {
        let order: [Outcome] = [
            .planned, .done(.unknown), .already(.unknown), .superseded(.unknown),
            .refused(CommandFailure(.other, "")),
            .unknown(""), .notBegun,
        ]
        var counts: [String: Int] = [:]
        for result in results { counts[word(result.outcome), default: 0] += 1 }
        let parts = order.map(word).compactMap { word in counts[word].map { "\($0) \(word)" } }
        return (parts.isEmpty ? "nothing to \(action.verb)" : parts.joined(separator: ", ")) + "\n"
    }

    /// The names of the objects that may not be in the intended state, one per line below a heading; empty if there are
    /// none.
    package func notDone(_ results: [ActionResult]) -> String {
        let rest = results.filter { $0.outcome.isOpen }
        guard !rest.isEmpty else { return "" }
        return rest.reduce(into: "not \(action.past):\n") { text, result in
            text += "  \(result.target.openLine(word(result.outcome), columns: columns))\n"
        }
    }
}

extension Outcome {
    /// Whether the object may not be in the intended state.
    fileprivate var isOpen: Bool {
        switch self {
        case .refused, .unknown, .notBegun: true
        case .done, .seenDone, .already, .superseded, .planned: false
        }
    }
}
