internal import Datastream
internal import Ledger

extension Logger {
    /// Writes what happened to a stream between two polls.
    func log(_ happened: Ledgers.Event) {
        let line = LogLine(happened)
        // Ten thousand tables may start at once; the metrics count them all.
        log(line, topic: "\(line.message) \(happened.stream)")
    }
}

extension LogLine {
    /// What happened, without a word of an error's own text.
    init(_ happened: Ledgers.Event) {
        let stream = happened.stream.description
        switch happened.event {
        case .appeared(let id): self.init(.debug, "object appeared", ["stream": stream, "object_id": id])
        case .disappeared(let id): self.init(.debug, "object disappeared", ["stream": stream, "object_id": id])
        case .transition(let id, let from, let to):
            self.init(
                .debug, "backfill state changed",
                ["stream": stream, "object_id": id, "from": from.rawValue, "to": to.rawValue])
        case .jobStarted(let id, let trigger):
            self.init(
                .debug, "backfill job started", ["stream": stream, "object_id": id, "trigger": trigger.rawValue])
        case .jobFinished(let run):
            self.init(
                run.result == .failed ? .info : .debug, "backfill job \(run.result.rawValue)",
                [
                    "stream": stream, "object": run.label, "trigger": run.trigger.rawValue,
                    "reasons": run.reasons.joined(separator: ","),
                ])
        case .newError(let error):
            self.init(
                .debug, "error first seen",
                [
                    "stream": stream, "source": error.source.rawValue, "reason": error.reason.value,
                    "error_uuid": error.errorUuid,
                ])
        }
    }
}
