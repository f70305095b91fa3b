package import Datastream
internal import Synchronization
package import System

/// Polls streams on a fixed schedule until cancelled, and publishes the state after each poll.
package struct Poller: Sendable {
    /// How to poll.
    package struct Options: Sendable {
        /// Where to search for streams.
        package var sources: [StreamSource]
        /// Which of the found streams to poll.
        package var selection: StreamSelection
        /// The time from one tick to the next.
        package var interval: Duration
        /// The time after its tick by which a poll must have finished.
        package var timeout: Duration
        /// Maximum number of streams polled at the same time.
        package var concurrency: Int
        /// Streams known before the start.
        ///
        /// They are polled by name until a search says otherwise.
        package var known: [StreamName] = []

        package init(
            sources: [StreamSource], selection: StreamSelection = StreamSelection(), interval: Duration,
            timeout: Duration, concurrency: Int
        ) {
            self.sources = sources
            self.selection = selection
            self.interval = interval
            self.timeout = timeout
            self.concurrency = concurrency
        }
    }

    /// An event worth logging.
    package enum Event: Sendable {
        /// The search for a project's streams failed, completely or in part.
        case discoveryFailed(project: String, PollFailure)
        /// No stream is selected any more, or none was from the start.
        case nothingSelected(EmptySelection)
        case polled(StreamName, Result<Snapshot, PollFailure>, Duration)
    }

    private let client: DatastreamClient
    private let clock: SystemClock
    private let options: Options
    private let publish: @Sendable (PollState, StreamName?) async -> Void
    private let observe: @Sendable (Event) -> Void

    /// Creates a poller.
    ///
    /// - Parameters:
    ///   - client: the API client.
    ///   - clock: the source of time and randomness.
    ///   - options: how to poll.
    ///   - publish: receives the state of all polls after each change, in order, and the stream whose poll has ended;
    ///     nil if streams may have come or gone. Each call waits for the previous one.
    ///   - observe: receives events worth logging.
    package init(
        client: DatastreamClient, clock: SystemClock, options: Options,
        publish: @escaping @Sendable (PollState, StreamName?) async -> Void,
        observe: @escaping @Sendable (Event) -> Void
    ) {
        self.client = client
        self.clock = clock
        self.options = options
        self.publish = publish
        self.observe = observe
    }

    /// A result from a task that runs beside the loop.
    private enum Step: Sendable {
        case ticked(StreamSource, Discovery, deadline: Duration, skipped: Int)
        case polled(PollQueue.Poll, Result<Snapshot, PollFailure>, Duration)
    }

    /// Polls until the task is cancelled.
    package func run() async {
        let (steps, continuation) = AsyncStream.makeStream(of: Step.self)
        await withDiscardingTaskGroup { group in
            for source in options.sources {
                group.addTask { await tick(source) { continuation.yield($0) } }
            }
            var state = PollState()
            let known = options.known.filter { name in
                options.selection.selects(name) && options.sources.contains { $0.covers(name) }
            }
            for name in known { state.streams[name] = PollRecord(name: name) }
            var discovered = DiscoveredStreams(known: known)
            if !known.isEmpty { await publish(state, nil) }
            var queue = PollQueue(concurrency: options.concurrency)
            var undecided = Set(options.sources)
            var emptiness: EmptySelection?
            for await step in steps {
                let polled: StreamName?
                switch step {
                case .ticked(let source, let discovery, let deadline, let skipped):
                    polled = nil
                    undecided.remove(source)
                    state.isDiscovered = undecided.isEmpty
                    state.skippedTicks += skipped
                    let polls = due(source, discovery, deadline, &discovered, &state)
                    tell(&emptiness, discovered, state)
                    state.skippedTicks += queue.dropLate(at: clock.uptime()) + queue.tick(polls)
                case .polled(let poll, let result, let duration):
                    polled = poll.name
                    queue.finish(poll.name)
                    state.streams[poll.name]?.end(result, after: duration, uptime: clock.uptime())
                    observe(.polled(poll.name, result, duration))
                    state.skippedTicks += queue.dropLate(at: clock.uptime())
                }
                for poll in queue.start() {
                    state.streams[poll.name]?.begin()
                    group.addTask { continuation.yield(await self.poll(poll)) }
                }
                await publish(state, polled)
            }
            group.cancelAll()
        }
    }

    /// Searches a source on each tick.
    private func tick(_ source: StreamSource, _ yield: @Sendable (Step) -> Void) async {
        var schedule = TickSchedule(start: clock.uptime(), interval: options.interval)
        var skipped = 0
        while !Task.isCancelled {
            let deadline = schedule.current + options.timeout
            let discovery = await discover(source, until: schedule.current + options.timeout / 2)
            if Task.isCancelled { return }
            yield(.ticked(source, discovery, deadline: deadline, skipped: skipped))
            skipped = schedule.advance(at: clock.uptime())
            do throws(CancellationError) { try await clock.sleep(schedule.current) } catch { return }
        }
    }

    /// The search gets at most half of the poll's time, so that known streams are polled in any case.
    private func discover(_ source: StreamSource, until deadline: Duration) async -> Discovery {
        switch source {
        case .project(let project, let locations):
            await client.discover(project: project, locations: locations, deadline: deadline)
        case .named: Discovery()
        }
    }

    /// The polls of a tick.
    ///
    /// Streams whose last poll failed come last, the slowest at the very end, so that they delay no other.
    private func due(
        _ source: StreamSource, _ discovery: Discovery, _ deadline: Duration, _ discovered: inout DiscoveredStreams,
        _ state: inout PollState
    ) -> [PollQueue.Poll] {
        let names: [StreamName]
        switch source {
        case .project(let project, _):
            for failure in discovery.failures { observe(.discoveryFailed(project: project, failure)) }
            discovered.apply(
                discovery, ofProject: project, isSelected: options.selection.selects, to: &state, at: clock.uptime())
            names = state.streams.keys.filter { $0.project == project }
        case .named(let listed):
            discovered.apply(named: listed, isSelected: options.selection.selects, to: &state)
            names = listed.filter(options.selection.selects)
        }
        func delay(_ name: StreamName) -> Duration {
            guard let record = state.streams[name], record.lastSucceeded == false else { return .zero }
            return max(record.lastDuration ?? .zero, .nanoseconds(1))
        }
        return names.sorted { (delay($0), $0) < (delay($1), $1) }.map {
            PollQueue.Poll(
                name: $0, listed: discovery.streams[$0], previous: state.streams[$0]?.snapshot, deadline: deadline)
        }
    }

    /// Reports once that no stream is selected, and again if streams were selected in between.
    private func tell(_ told: inout EmptySelection?, _ discovered: DiscoveredStreams, _ state: PollState) {
        guard state.streams.isEmpty else {
            told = nil
            return
        }
        // Streams that were found but filtered out are certain. That none exist is certain only after every search
        // succeeded.
        guard told == nil, state.isDiscovered, state.isSearchedWell || !discovered.found.isEmpty else { return }
        told = options.selection.emptiness(of: discovered.found)
        if let told { observe(.nothingSelected(told)) }
    }

    /// Polls one stream; any failure fails the whole poll.
    private func poll(_ poll: PollQueue.Poll) async -> Step {
        let start = clock.uptime()
        let refreshes = RefreshAllowance()
        var call = APICall.getStream(poll.name)
        let result: Result<Snapshot, PollFailure>
        do throws(CallFailure) {
            let stream =
                if let listed = poll.listed { listed } else {
                    try await client.stream(poll.name, deadline: poll.deadline, refreshes: refreshes)
                }
            call = .listObjects(of: poll.name, pageToken: nil)
            let objects = try await client.objects(
                of: poll.name, previous: poll.previous?.objects ?? [], deadline: poll.deadline, refreshes: refreshes)
            result = .success(
                Snapshot(stream: stream, objects: objects, fetchedAt: clock.now(), previous: poll.previous))
        } catch {
            result = .failure(error.pollFailure(of: call))
        }
        return .polled(poll, result, clock.uptime() - start)
    }
}
