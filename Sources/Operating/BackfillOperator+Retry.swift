package import CommandLine
package import Datastream
internal import System

extension BackfillOperator {
    /// How to retry failed objects.
    package struct RetryOptions: Sendable {
        /// Maximum number of the stream's jobs that wait or run at the same time, whoever started them.
        package var maximumActive: Int
        /// The time between two listings of the stream.
        package var interval: Duration
        /// The objects to retry, as long as they still match.
        package var selector: ObjectFilter
    }

    /// Restarts the jobs of a stream's objects in order, as running jobs leave room.
    ///
    /// - Parameters:
    ///   - targets: the objects; none of their jobs is running.
    ///   - stream: the stream that they belong to.
    ///   - listing: the stream's objects when the targets were chosen.
    ///   - options: how to retry.
    ///   - report: receives each result as soon as it is known.
    ///   - waiting: called when there is no room, with the number of running jobs and of remaining objects, or with the
    ///     reason why the stream could not be listed.
    /// - Returns: the results of all objects.
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
                // Without permission to list, the number of running jobs is unknown; any other failure may pass.
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
