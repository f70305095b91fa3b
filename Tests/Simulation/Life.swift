import Bookkeeping
import Datastream
import DatastreamMetrics
import Exposition
import GoogleAuth
import HTTPTransport
import Ledger
import LedgerStore
import Notation
import Polling
import Synchronization
import System

/// One process of the program, from its start to its stop or kill.
final class Life: @unchecked Sendable {  // one thread uses it
    private let settings: Settings
    private let timeline: Timeline
    private let network: Network
    private let disk: Disk
    private let witness: Witness
    private let chance: Chance
    private let clock: SystemClock
    private let publisher: Publisher
    private var task: Task<Void, Never>?
    private var caller: APICaller?
    /// What the file may hold.
    private(set) var written: WrittenLedgers
    /// What was scraped last, and the gzip member that holds it.
    private var last: (text: [UInt8], member: [UInt8]) = ([], [])

    /// When the polls began.
    let start: Int
    /// Whether it was killed: it does nothing more that anyone sees.
    var isDead = false
    /// Whether all of its tasks have ended.
    private(set) var hasEnded = false
    /// Why it ended by itself; nil if it did not.
    private(set) var refusal: String?
    /// Whether the file was called corrupt, another program's, newer, or in use, though nobody else touched it.
    private(set) var isWrongRefusal = false

    init(
        _ settings: Settings, _ timeline: Timeline, _ network: Network, _ disk: Disk, _ witness: Witness,
        _ chance: Chance, after written: WrittenLedgers
    ) {
        self.written = written
        self.settings = settings
        (self.timeline, self.network, self.disk, self.witness) = (timeline, network, disk, witness)
        self.chance = chance
        start = timeline.now
        clock = timeline.clock(since: start, chance)
        let identity = ExporterIdentity(
            version: "1", revision: "r", branch: "b", swiftVersion: "6", operatingSystem: "linux",
            architecture: "amd64",
            pollInterval: .milliseconds(settings.interval))
        let staleAfter = Duration.milliseconds(settings.staleAfter)
        publisher = Publisher(
            Composer(
                identity: identity, options: Self.options(settings.objects), staleAfter: staleAfter,
                blockSize: settings.objects.blockSize),
            staleAfter: staleAfter, clock: clock)
    }

    private static func options(_ choice: ObjectChoice) -> ObjectOptions {
        var isWanted: (@Sendable (String) -> Bool)?
        if let end = choice.excludedEnd { isWanted = { !$0.hasSuffix(end) } }
        return ObjectOptions(
            detail: ObjectOptions.Detail(rawValue: choice.detail) ?? .all, limit: choice.limit,
            states: choice.showsAllStates ? .full : .sparse,
            extra: choice.showsExtra ? Set(ObjectOptions.extraFamilies) : [], isWanted: isWanted)
    }

    /// Starts the process.
    func begin() {
        task = Task.detached {
            await self.run()
            // It holds this process, which holds it.
            self.caller = nil
            self.hasEnded = true
        }
    }

    /// Tells it to stop.
    func stop() { task?.cancel() }

    /// What a scrape shows now, whether the process calls itself ready, and how other forms of the scrape differ.
    func scrape() -> (text: [UInt8], isReady: Bool, problem: String?) {
        let published = publisher.latest
        if settings.isScraped { publisher.noteScrape(of: published.version) }
        let body = published.exposition.body(of: Set(MetricGroup.all), in: .text)
        let member = body.gzipMember
        if !last.text.isEmpty, member.isSame(as: last.member) { return (last.text, published.isReady, nil) }
        let text = body.text
        let problem =
            member.count == body.gzipCount
            ? Bodies.problem(published.exposition, text, member) : "the compressed body has another length"
        last = (text, member)
        return (text, published.isReady, problem)
    }

    /// How many requests the process counts, by method and code; nil before the first.
    var answered: [String: Int]? {
        guard let caller else { return nil }
        return Dictionary(
            uniqueKeysWithValues: caller.statistics.requests.map {
                ("\($0.key.method)|\(Int($0.key.code) ?? -1)", $0.value)
            })
    }

    private func run() async {
        let store: LedgerFileOfLife?
        do throws(LedgerStoreError) {
            store = settings.isKept ? try LedgerFileOfLife(disk.path) : nil
        } catch {
            refusal = error.message.replacing(disk.folder + "/", with: "")
            isWrongRefusal = ![.refused, .unusable].contains(error.kind)
            return
        }
        if let store, let problem = written.problem(of: store.kept) { witness.report(5, problem) }
        guard let credentials = await credentials() else {
            refusal = "no credentials"
            return
        }
        let caller = APICaller(
            endpoint: "https://datastream.googleapis.com", maximumRequestsPerMinute: settings.perMinute,
            environment: APICaller.Environment(send: send, tokens: credentials.tokens, clock: clock))
        self.caller = caller
        var write: LedgerKeeper.Write?
        if let store {
            write = { ledgers async throws(LedgerStoreError) in try await self.write(ledgers, to: store) }
        }
        let polls = KeptPolls(
            KeptPolls.Options(
                polling: Poller.Options(
                    sources: [.project("p", locations: [])], selection: selection,
                    interval: .milliseconds(settings.interval),
                    timeout: .milliseconds(settings.timeout), concurrency: settings.concurrency),
                memory: .milliseconds(settings.staleAfter), overdueFactor: 3),
            caller: caller, kept: store?.kept ?? [:], write: write, publisher: publisher, clock: clock,
            observe: { _ in })
        witness.processBegan()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.publisher.run() }
            group.addTask { await polls.run() }
        }
        credentials.stop()
    }

    private var selection: StreamSelection {
        guard let ordinal = settings.shard, let shard = Shard(ordinal: ordinal, of: 2) else { return StreamSelection() }
        return StreamSelection([.init(flag: "--shard", hint: "") { shard.owns($0) }])
    }

    private var send: @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse {
        { request throws(TransportError) in try await self.network.send(request, isDead: { self.isDead }) }
    }

    private func credentials() async -> Credentials? {
        let environment = AuthEnvironment(
            variables: [:], send: send,
            run: { _ throws(ProgramRun.Problem) in throw ProgramRun.Problem("there are no programs") }, clock: clock)
        let search = CredentialSearch(
            CredentialOptions(credentialsFile: "\(disk.folder)/credentials.json"), environment: environment)
        do throws(CredentialSearch.Failure) { return try await search.find() } catch { return nil }
    }

    /// Writes as slowly as the disk is; what the disk has is known a moment later.
    private func write(
        _ ledgers: [StreamName: StreamLedger], to store: LedgerFileOfLife
    ) async throws(LedgerStoreError) {
        if !isDead { witness.writeBegan() }
        await pause(settings.writeLatency)
        if isDead { throw LedgerStoreError(.refused, .write, "killed") }
        do throws(LedgerStoreError) {
            try store.write(ledgers)
            written.wrote(ledgers, isKept: true)
            if !isDead { witness.writeEnded(isKept: true) }
            if !isDead, !disk.isSettled { witness.report(5, "a write ended that a loss of power could undo") }
        } catch {
            written.wrote(ledgers, isKept: false)
            if !isDead { witness.writeEnded(isKept: false) }
            throw error
        }
        await pause(min(settings.writeLatency, 100))
    }

    private func pause(_ longest: Int) async {
        let latency = chance.among(0...longest)
        do throws(CancellationError) { try await timeline.sleep(until: timeline.now + latency) } catch {}
    }
}

/// The ledger file of one process.
private final class LedgerFileOfLife: Sendable {
    private let store: Mutex<LedgerStore>
    /// What the file held at the start.
    let kept: [StreamName: StreamLedger]

    init(_ path: String) throws(LedgerStoreError) {
        let opened = try LedgerStore.open(path: path)
        kept = opened.ledgers
        store = Mutex(opened)
    }

    func write(_ ledgers: [StreamName: StreamLedger]) throws(LedgerStoreError) {
        try store.withLock { store throws(LedgerStoreError) in try store.write(ledgers) }
    }
}
