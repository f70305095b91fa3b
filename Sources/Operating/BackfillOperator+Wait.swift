package import CommandLine
package import Datastream
internal import System

extension BackfillOperator {
    /// The objects whose jobs to wait for.
    package enum Scope: Hashable, Sendable {
        /// All objects of a stream that match one of the patterns.
        case stream(StreamName, tables: [Glob])
        /// These objects.
        case objects([ObjectName])
    }

    /// How a wait ended.
    package enum WaitEnd: Sendable {
        /// No job is left to wait for.
        case over
        /// Its task was cancelled: somebody interrupted it.
        case interrupted
        /// The objects cannot be read.
        case failed(CommandFailure)
    }

    /// Checks the jobs until none is left to wait for.
    ///
    /// If a check other than the first fails for a reason that may pass, the wait continues.
    ///
    /// - Parameters:
    ///   - scope: the objects whose jobs to wait for.
    ///   - board: the state of the wait.
    ///   - interval: the time between two checks.
    ///   - report: called after each check with the jobs that ended since, and with the reason if the check failed.
    /// - Returns: how the wait ended.
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
                // Before the first check, there is nothing to report about objects that were not named.
                if Task.isCancelled { return isFirst && board.isOver ? .failed(error) : .interrupted }
                if isFirst || error.exitCode >= .denied { return .failed(error) }
                await report(.failure(error), board)
            }
            isFirst = false
            guard (try? await clock.pause(interval)) != nil else { return .interrupted }
        }
    }

    /// Reads the objects.
    ///
    /// Named objects are requested one by one; if there are many, their stream is listed instead.
    private func look(at scope: Scope) async throws(CommandFailure) -> [Target] {
        switch scope {
        case .stream(let stream, let tables):
            let selector = ObjectFilter(tables: tables)
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

    /// Maximum number of a stream's objects that are requested one by one.
    private static let mostGets = 10
}
