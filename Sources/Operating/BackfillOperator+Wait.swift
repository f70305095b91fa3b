public import Datastream
internal import Polling

extension BackfillOperator {
    /// Whose jobs are waited for.
    public enum Scope: Hashable, Sendable {
        /// All objects of a stream that a selector names.
        case stream(StreamName, tables: [Glob])
        /// These objects.
        case objects([ObjectName])
    }

    /// How long a wait may take, and how often one looks.
    public struct WaitOptions: Sendable {
        /// How long to wait before looking again.
        public var interval: Duration
        /// The longest time; nil for as long as it takes.
        public var timeout: Duration?

        /// Options of their parts.
        public init(interval: Duration, timeout: Duration?) {
            self.interval = interval
            self.timeout = timeout
        }
    }

    /// What a wait came to.
    public enum WaitEnd: Sendable {
        /// No job is left to wait for.
        case over
        /// The time is up.
        case timedOut
        /// Somebody ended it.
        case interrupted
        /// The objects cannot be looked at.
        case failed(CallProblem)
    }

    /// Looks at jobs until none is left to wait for.
    ///
    /// A look that fails for a reason that may pass is followed by the next, but for the first.
    ///
    /// - Parameters:
    ///   - scope: whose jobs they are.
    ///   - board: what is known of them.
    ///   - options: how long, and how often.
    ///   - report: told after each look what ended since, and why a look failed.
    /// - Returns: what the wait came to.
    public func wait(
        for scope: Scope, on board: inout WaitBoard, _ options: WaitOptions,
        report: (Result<[WaitBoard.Ended], CallProblem>, WaitBoard) async -> Void
    ) async -> WaitEnd {
        let end = options.timeout.map { clock.uptime() + $0 }
        var isFirst = true
        while true {
            do throws(CallProblem) {
                let ended = board.see(try await look(at: scope, until: end))
                await report(.success(ended), board)
                if board.isOver { return .over }
            } catch {
                if Task.isCancelled { return .interrupted }
                if !isFirst, let end, clock.uptime() >= end { return .timedOut }
                if isFirst || error.severity >= .access { return .failed(error) }
                await report(.failure(error), board)
            }
            isFirst = false
            let now = clock.uptime()
            if let end, now >= end { return .timedOut }
            let next = now + options.interval
            guard (try? await clock.sleep(min(next, end ?? next))) != nil else { return .interrupted }
        }
    }

    /// What the objects are now; named ones are asked for one by one, or with all others where they are many.
    private func look(at scope: Scope, until end: Duration?) async throws(CallProblem) -> [Target] {
        switch scope {
        case .stream(let stream, let tables):
            let selector = ObjectSelector(tables: tables)
            return try await client.objects(of: stream, until: end).filter(selector.names).map {
                Target($0, of: stream)
            }
        case .objects(let names):
            var targets: [Target] = []
            for (stream, named) in Dictionary(grouping: names, by: \.stream).sorted(by: { $0.key < $1.key }) {
                if named.count > Self.mostGets {
                    let ids = Set(named.map { ByteText($0.id) })
                    let all = try await client.objects(of: stream, until: end)
                    targets += all.filter { ids.contains(ByteText($0.id)) }.map { Target($0, of: stream) }
                } else {
                    for name in named { targets.append(Target(try await client.object(name, until: end), of: stream)) }
                }
            }
            return targets
        }
    }

    /// Most objects of a stream that are asked for one by one.
    private static let mostGets = 10
}
