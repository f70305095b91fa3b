internal import Bookkeeping
internal import Datastream
internal import Ledger
internal import LedgerStore

extension Logger {
    /// Logs what happened in the polls, to the streams and to the ledger file.
    func log(_ event: KeptPolls.Event) {
        switch event {
        case .poll(let event): log(event)
        case .stream(let event): log(event)
        case .file(let event):
            let line = LogLine(event)
            log(line, topic: line.message)
        }
    }

    /// Logs what happened to a stream between two polls.
    func log(_ happened: Ledgers.Event) {
        // Ten thousand tables may start at once; the metrics count them all.
        guard writes(happened.event.level) else { return }
        let line = LogLine(happened)
        log(line, topic: "\(line.message) \(happened.stream)")
    }
}

extension LedgerEvent {
    /// The level at which it is logged.
    fileprivate var level: LogLevel {
        if case .jobFinished(let run) = self, run.result == .failed { .info } else { .debug }
    }
}

extension LogLine {
    /// What happened to the ledger file.
    init(_ event: LedgerKeeper.Event) {
        switch event {
        case .resumed: self.init(.info, "ledger is written again")
        case .refused(let error):
            self.init(.error, "ledger not written: counters stand still", ["err": error.message])
        }
    }

    /// The event, without the text of any error message.
    init(_ happened: Ledgers.Event) {
        let stream = happened.stream.description
        let level = happened.event.level
        switch happened.event {
        case .appeared(let id): self.init(level, "object appeared", ["stream": stream, "object_id": id])
        case .disappeared(let id): self.init(level, "object disappeared", ["stream": stream, "object_id": id])
        case .transition(let id, let from, let to):
            self.init(
                level, "backfill state changed",
                ["stream": stream, "object_id": id, "from": from.rawValue, "to": to.rawValue])
        case .jobStarted(let id, let trigger):
            self.init(
                level, "backfill job started", ["stream": stream, "object_id": id, "trigger": trigger.rawValue])
        case .jobFinished(let run):
            self.init(
                level, "backfill job \(run.result.rawValue)",
                [
                    "stream": stream, "object": run.label, "trigger": run.trigger.rawValue,
                    "reasons": run.reasons.joined(separator: ","),
                ])
        case .newError(let error):
            self.init(
                level, "error first seen",
                [
                    "stream": stream, "source": error.source.rawValue, "reason": error.reason.value,
                    "error_uuid": error.errorUuid,
                ])
        }
    }
}
