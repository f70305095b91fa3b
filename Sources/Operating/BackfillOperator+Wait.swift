package import CommandLine
package import Datastream
internal import System

extension BackfillOperator {
    /// Whose jobs are waited for.
    package enum Scope: Hashable, Sendable {
        /// All objects of a stream that a selector names.
        case stream(StreamName, tables: [Glob])
        /// These objects.
        case objects([ObjectName])
    }

    /// What a wait came to.
    package enum WaitEnd: Sendable {
        /// No job is left to wait for.
        case over
        /// Its task was cancelled: somebody ended it.
        case interrupted
        /// The objects cannot be looked at.
        case failed(CommandFailure)
    }

    /// Looks at jobs until none is left to wait for.
    ///
    /// A look that fails for a reason that may pass is followed by the next, but for the first.
    ///
    /// - Parameters:
    ///   - scope: whose jobs they are.
    ///   - board: what is known of them.
    ///   - interval: the time from one look to the next.
    ///   - report: told after each look what ended since, and why a look failed.
    /// - Returns: what the wait came to.
    package func wait(
        for scope: Scope, on board: inout WaitBoard, every interval: Duration,
        report: (Result<[WaitBoard.Ended], CommandFailure>, WaitBoard) async -> Void
    ) async -> WaitEnd {
        var isFirst = true
        while true {
            do throws(CommandFailure) {
                let ended = board.see(try await look(at: scope))
                await report(.success(ended), board)
                if board.isOver { return .over }
            } catch {
                // Before the first look there is nothing to tell of objects that nobody named.
                if Task.isCancelled { return isFirst && board.isOver ? .failed(error) : .interrupted }
                if isFirst || error.exitCode >= .denied { return .failed(error) }
                await report(.failure(error), board)
            }
            isFirst = false
            guard (try? await clock.pause(interval)) != nil else { return .interrupted }
        }
    }

    /// What the objects are now; named ones are asked for one by one, or with all others where they are many.
    private func look(at scope: Scope) async throws(CommandFailure) -> [Target] {
        switch scope {
        case .stream(let stream, let tables):
            let selector = ObjectSelector(tables: tables)
            return try await client.objects(of: stream).filter { selector.names($0.object) }
        case .objects(let names):
            var targets: [Target] = []
            for (stream, named) in Dictionary(grouping: names, by: \.stream).sorted(by: { $0.key < $1.key }) {
                if named.count > Self.mostGets {
                    let ids = Set(named.map { ByteText($0.id) })
                    let all = try await client.objects(of: stream)
                    targets += all.filter { ids.contains(ByteText($0.name.id)) }
                } else {
                    for name in named { targets.append(try await client.object(name)) }
                }
            }
            return targets
        }
    }

    /// Most objects of a stream that are asked for one by one.
    private static let mostGets = 10
}
