internal import CommandLine
internal import Datastream
internal import HTTPTransport
internal import Notation
internal import Polling
package import System

/// Sends commands on backfill jobs, one after another, and determines the outcome of each.
///
/// When its task is cancelled, the current command still gets its response, and no further command starts.
package struct BackfillOperator: Sendable {
    let client: OperatorClient
    let clock: SystemClock
    private let shield: Shield

    /// How many times an object is read to determine the outcome of a command, and the time between two reads.
    private static let looks = 3
    private static let pause: Duration = .seconds(1)

    /// Creates an operator that uses this client.
    ///
    /// Work that must not be interrupted runs behind the shield.
    package init(_ client: OperatorClient, clock: SystemClock, shield: Shield) {
        self.client = client
        self.clock = clock
        self.shield = shield
    }

    /// Applies an action to objects in order, and reports each result as soon as it is known.
    ///
    /// A failure does not stop the run.
    package func run(
        _ action: BackfillAction, on targets: [Target], report: @Sendable (ActionResult) async -> Void
    ) async -> BulkRun {
        var run = BulkRun(targets)
        while !Task.isCancelled, let target = run.next() {
            let result = await perform(action, on: target)
            run.record(result)
            await report(result)
        }
        for result in run.abandon() { await report(result) }
        return run
    }

    /// Applies an action to one object.
    package func perform(_ action: BackfillAction, on target: Target) async -> ActionResult {
        guard ResourceName.isPlainID(target.name.id) else {
            return ActionResult(target, .refused(OperatorClient.unusable(target.name)))
        }
        do throws(CallFailure) {
            let now = try await client.send(action, to: target.name)
            return ActionResult(target, .done(now.object.backfillState), seen: now)
        } catch {
            let problem = CommandFailure(error, of: .command(action, on: target.name))
            switch Certainty(of: error) {
            case .nothingHappened: return ActionResult(target, error.isCancellation ? .notBegun : .refused(problem))
            case .precondition: return await shield.run { await explain(action, target, problem) }
            case .unknown: return await shield.run { await settle(action, target, problem) }
            }
        }
    }

    /// Determines why a command was refused: the job was already in the wanted state, or there is another reason.
    private func explain(_ action: BackfillAction, _ target: Target, _ problem: CommandFailure) async -> ActionResult {
        guard let now = try? await client.object(target.name) else { return ActionResult(target, .refused(problem)) }
        let wasSo = if case .stop = action { !now.object.isRunning } else { now.object.isRunning }
        return ActionResult(target, wasSo ? .already(now.object.backfillState) : .refused(problem), seen: now)
    }

    /// Reads the object to determine whether a command with a lost response took effect.
    private func settle(_ action: BackfillAction, _ target: Target, _ problem: CommandFailure) async -> ActionResult {
        var words = "the object could not be read"
        var seen: Target?
        for look in 0..<Self.looks {
            if look > 0 { try? await clock.pause(Self.pause) }
            do throws(CommandFailure) {
                let now = try await client.object(target.name)
                seen = now
                let state = now.object.backfillState
                switch Settlement(action, before: target.object, after: now.object) {
                case .happened: return ActionResult(target, .seenDone(state), seen: now)
                case .wasAlreadySo: return ActionResult(target, .already(state), seen: now)
                case .notSeen: words = "the object is \(now.object.stateText)"
                }
            } catch {
                words = "the object could not be read: \(error.text)"
                if Task.isCancelled { break }
            }
        }
        return ActionResult(target, .unknown("\(problem.text); \(words)"), seen: seen)
    }
}

extension CallFailure {
    /// Whether this side cancelled the call.
    fileprivate var isCancellation: Bool {
        if case .transport(let error) = self { error.kind == .cancelled } else { false }
    }
}

extension StreamObject {
    /// The state and the time of the last start, as text.
    var stateText: String {
        guard let start = backfillJob?.lastStartTime else { return backfillState.rawValue }
        return "\(backfillState.rawValue), last started \(Timestamp(seconds: start.seconds))"
    }
}
