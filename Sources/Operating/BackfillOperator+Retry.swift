package import CommandLine
package import Datastream
internal import System

extension BackfillOperator {
    /// How failed objects are tried again.
    package struct RetryOptions: Sendable {
        /// Most jobs of the stream that wait or run at a time, whoever started them.
        package var maximumActive: Int
        /// How long to wait before the stream is looked at again.
        package var interval: Duration
        /// Which objects are tried again, as long as they are so.
        package var selector: ObjectSelector
    }

    /// Starts objects of a stream again, in their order, as fast as jobs that run leave room.
    ///
    /// - Parameters:
    ///   - targets: the objects, of which none runs.
    ///   - stream: the stream that they belong to.
    ///   - listing: the stream's objects when the targets were chosen.
    ///   - options: how it is done.
    ///   - report: takes each result as soon as it is known.
    ///   - waiting: told when there is no room: how many jobs run, and how many objects are left; or why the stream could not
    ///     be looked at.
    /// - Returns: what became of every object.
    package func retry(
        _ targets: [Target], of stream: StreamName, listing: [Target], _ options: RetryOptions,
        report: @Sendable (ActionResult) async -> Void,
        waiting: @Sendable (Result<(running: Int, left: Int), CommandFailure>) async -> Void
    ) async -> BulkRun {
        var run = BulkRun(targets)
        var jobs = RunningJobs(listing)
        while !Task.isCancelled, !run.waiting.isEmpty {
            while !Task.isCancelled, jobs.count < options.maximumActive, let target = run.next() {
                let result = await perform(.start(), on: target)
                switch result.outcome {
                case .done, .seenDone, .unknown: jobs.start(target)
                case .already: jobs.find(target)
                case .refused, .notBegun, .superseded, .planned: break
                }
                run.record(result)
                await report(result)
            }
            guard !run.waiting.isEmpty, !Task.isCancelled else { break }
            await waiting(.success((jobs.count, run.waiting.count)))
            guard (try? await clock.pause(options.interval)) != nil else { break }
            do throws(CommandFailure) {
                let listing = try await client.objects(of: stream)
                jobs.see(listing)
                for result in run.drop(unless: options.selector, in: listing) { await report(result) }
            } catch {
                await waiting(.failure(error))
                // Without permission to look there is no telling how many run; any other failure may pass.
                if error.exitCode >= .denied {
                    run.obstacle = error
                    break
                }
            }
        }
        for result in run.abandon() { await report(result) }
        return run
    }
}
