import Datastream
import Foundation
import LedgerStore

/// One history of the whole program, made by a plan.
final class History {
    /// How it ended.
    struct Outcome {
        var violation: Violation?
        /// The same for the same plan.
        var digest: UInt64
        var lines: [String]
    }

    private let plan: Plan
    private let timeline = Timeline()
    private let trace: Trace
    private let jobs: Jobs
    private let disk: Disk
    private let world: World
    private let witness: Witness
    private let network: Network
    private let chance: Chance
    private let settings: Life.Settings
    private var life: Life?
    private var lives = 0
    /// What the file may hold.
    private var written = WrittenLedgers()
    /// When the world and the faults calm down.
    private let calm: Int
    /// When everything must be shown as it is: the latest process had time to list, write, be scraped and write again.
    private var end: Int {
        let wait = settings.isScraped ? 0 : 120_000
        return max(calm, begun) + 4 * settings.interval + 3 * settings.writeLatency + wait
    }
    /// Whether it has come to its end, and not at the moment of a poll, whose result would be on its way.
    private var isOver: Bool {
        timeline.now >= end
            && (!witness.requests.isPolling(at: timeline.now) || timeline.now > end + 10 * settings.interval)
    }
    /// When the latest process started.
    private var begun = 0

    /// A history whose files are in a folder of its own.
    init(
        _ plan: Plan, folder: String, reader: Scrape.Reader = Scrape.Reader(), isTraced: Bool = false
    ) throws {
        var plan = plan
        let isBusy = Chance(seed: plan.seed, purpose: "budget").happens(200) && !plan.without.contains(.busy)
        // Where requests are few, no more of them may be needed than there are.
        if isBusy { plan.without.formUnion([.newStream, .goneStream, .insert]) }
        self.plan = plan
        trace = Trace(isWritten: isTraced)
        chance = Chance(seed: plan.seed, purpose: "history")
        jobs = Jobs(Chance(seed: plan.seed, purpose: "jobs"), isInOrder: chance.happens(300))
        disk = try Disk(folder: folder, Chance(seed: plan.seed, purpose: "disk"))
        let credentials =
            "{\"type\":\"authorized_user\",\"client_id\":\"i\",\"client_secret\":\"s\",\"refresh_token\":\"r\"}"
        try Data(credentials.utf8).write(to: URL(filePath: "\(folder)/credentials.json"))
        settings = Life.Settings(plan, isBusy: isBusy, chance)
        world = World(plan, now: Timeline.dawn - 5_000)
        witness = Witness(settings, timeline, trace, reader)
        network = Network(plan, world, witness, timeline, trace)
        calm = plan.polls * settings.interval
    }

    /// Lives through it.
    func run() -> Outcome {
        disk.use {
            jobs.capture {
                prepare()
                begin()
                while !isOver, witness.violation == nil {
                    jobs.run()
                    noticeEnd()
                    jobs.run()
                    if let danger = disk.danger { witness.report(5, danger) }
                    if !timeline.step() { break }
                }
                if witness.violation == nil {
                    scrape()
                    witness.judgeEnd(world)
                    judgeRecords()
                }
                dispose()
                if witness.violation == nil { judgeFile() }
            }
        }
        return Outcome(violation: witness.violation, digest: trace.digest, lines: trace.lines)
    }

    // MARK: - Events

    private func prepare() {
        repeatedly(every: 1_000...chanceOf([8_000, 20_000, 60_000])) { [self] in
            if timeline.now < calm { world.change(now: timeline.time / 1_000) }
        }
        repeatedly(every: 1_000...15_000) { [self] in scrape() }
        repeatedly(every: 60_000...400_000) { [self] in if timeline.now < calm { network.changeSickness() } }
        for kind in [Plan.Kind.killed, .powerCut, .stopped, .killedWriting] {
            for _ in 0..<chance.among(0...1) {
                let moment = chance.among(1_000...max(2_000, calm))
                let operations = chance.among(0...40)
                if !plan.without.contains(kind) { timeline.at(moment) { [self] in end(kind, after: operations) } }
            }
        }
        let clock = Chance(seed: plan.seed, purpose: "clock")
        for _ in 0..<clock.among(0...1) where !plan.without.contains(.clock) {
            let jump = (clock.one(of: [60, 600, 3_600, 86_400]) ?? 60) * (clock.happens(500) ? 1_000 : -1_000)
            timeline.at(clock.among(1_000...max(2_000, calm))) { [self] in
                trace.note(timeline.now, 7, jump, "the clock jumps by \(jump) ms")
                timeline.error += jump
            }
        }
        for kind in [Plan.Kind.full, .broken] {
            let start = chance.among(1_000...max(2_000, calm))
            let length = chance.among(10_000...300_000)
            if plan.without.contains(kind) { continue }
            timeline.at(start) { [self] in trouble(kind, true) }
            timeline.at(min(start + length, calm)) { [self] in trouble(kind, false) }
        }
        prepareOutages()
        timeline.at(calm) { [self] in
            network.heal()
            disk.trouble = Disk.Trouble()
            disk.fuse = nil
        }
    }

    /// Lets the token server, the search for streams or a location fail for minutes.
    private func prepareOutages() {
        let chance = Chance(seed: plan.seed, purpose: "outages")
        for (part, kinds) in Network.parts {
            let start = chance.among(1_000...120_000)
            let end = min(start + chance.among(60_000...600_000), calm)
            guard let kind = chance.one(of: kinds), let location = chance.one(of: World.locations),
                chance.happens(200), start < calm, !plan.without.contains(.outage), !plan.without.contains(kind)
            else { continue }
            timeline.at(start) { [self] in network.fail(part, kind, location) }
            timeline.at(end) { [self] in network.recover(part) }
        }
    }

    private func chanceOf(_ choices: [Int]) -> Int { chance.one(of: choices) ?? 1_000 }

    private func repeatedly(every range: ClosedRange<Int>, _ action: @escaping () -> Void) {
        timeline.at(timeline.now + chance.among(range)) { [weak self] in
            action()
            self?.repeatedly(every: range, action)
        }
    }

    private func trouble(_ kind: Plan.Kind, _ begins: Bool) {
        if timeline.now >= calm, begins { return }
        trace.note(timeline.now, 2, begins ? 1 : 0, "the disk is \(begins ? "" : "no longer ")\(kind)")
        if kind == .full { disk.trouble.isFull = begins } else { disk.trouble.failing = begins ? 100 : 0 }
    }

    private func scrape() {
        guard let life, !life.isDead, witness.isAlive else { return }
        jobs.run()
        judge(life)
    }

    private func judge(_ life: Life) {
        let (text, isReady, problem) = life.scrape()
        trace.note(timeline.now, 3, text.count, "scrape of \(text.count) bytes")
        if let problem { witness.report(6, problem) }
        witness.judge(text, isReady: isReady)
    }

    /// What is counted and stored, which no scrape of these shows.
    private func judgeRecords() {
        guard let life, !life.isDead else { return }
        if let answered = life.answered, witness.requests.underWay == 0, answered != witness.requests.answered {
            witness.report(5, "\(answered) requests are counted instead of \(witness.requests.answered)")
        }
        if !settings.isKept { return }
        do throws(LedgerStoreError) {
            for stream in try LedgerReader.runs(path: disk.path) {
                witness.judgeRuns(stream.runs.count, of: stream.name.description)
            }
        } catch { witness.report(5, withoutPath(error.message)) }
    }

    /// What the last process left in the file.
    private func judgeFile() {
        if !settings.isKept { return }
        do throws(LedgerStoreError) {
            let problem = written.problem(of: try LedgerStore.open(path: disk.path).ledgers)
            if let problem { witness.report(5, problem) }
        } catch { witness.report(5, withoutPath(error.message)) }
    }

    /// A message that is the same in all processes, which have the file in folders of their own.
    private func withoutPath(_ message: String) -> String { message.replacing(disk.folder + "/", with: "") }

    // MARK: - Lives

    private func begin() {
        lives += 1
        begun = timeline.now
        let chance = Chance(seed: plan.seed, purpose: "life \(lives)")
        trace.note(timeline.now, 4, lives, "process \(lives) starts")
        witness.processStarts()
        let life = Life(settings, timeline, network, disk, witness, chance, after: written)
        self.life = life
        disk.onKill = { [self] in if !life.isDead { scrapeLast(life) } }
        life.begin()
        tick(of: life, timeline.now)
    }

    /// Judges what the process shows at the moment of its death.
    private func scrapeLast(_ life: Life) {
        if witness.isAlive { judge(life) }
        life.isDead = true
        witness.processEnded()
    }

    /// At the end of each poll interval, each stream without a fault was listed.
    private func tick(of life: Life, _ start: Int) {
        timeline.at(start + settings.timeout) { [weak self, weak life] in
            guard let self, let life, life === self.life, !life.isDead else { return }
            witness.intervalEnded(from: start)
            tick(of: life, start + settings.interval)
        }
    }

    private func end(_ kind: Plan.Kind, after operations: Int) {
        guard let life, !life.isDead, !life.hasEnded, timeline.now < calm else { return }
        trace.note(timeline.now, 5, operations, "\(kind) after \(operations) operations of the disk")
        if kind == .killedWriting {
            disk.fuse = operations
            return
        }
        jobs.run()
        if life.isDead || life.hasEnded { return }
        if kind == .stopped {
            if witness.isAlive { judge(life) }
            life.stop()
            jobs.run()
        } else {
            scrapeLast(life)
            disk.isDead = true
            if kind == .powerCut { losesPower = true }
        }
    }

    private var losesPower = false

    /// Buries a process that ended, and starts the next one after a while.
    private func noticeEnd() {
        guard let life, life.isDead || life.hasEnded || disk.isDead else { return }
        if disk.isDead { life.isDead = true }
        let isPolling = witness.isAlive
        bury(life)
        witness.processEnded()
        if life.isWrongRefusal { witness.report(5, "the file is refused: \(life.refusal ?? "")") }
        let isWell = !disk.trouble.isFull && disk.trouble.failing == 0
        if !life.isDead, isPolling, isWell, settings.isKept { witness.processStopped() }
        if let refusal = life.refusal { trace.note(timeline.now, 6, 0, refusal) }
        if losesPower || (life.isDead && chance.happens(300)) {
            losesPower = false
            do { try disk.losePower() } catch { witness.report(5, "\(error)") }
        }
        disk.isDead = false
        disk.fuse = nil
        written = life.written
        self.life = nil
        timeline.at(timeline.now + chance.among(1_000...90_000)) { [self] in begin() }
    }

    /// Lets all tasks of a process end.
    private func bury(_ life: Life) {
        life.stop()
        jobs.run()
        if !life.hasEnded { witness.report(4, "the process does not end when it is stopped") }
    }

    private func dispose() {
        if let life {
            life.isDead = true
            disk.isDead = true
            life.stop()
            jobs.run()
            disk.isDead = false
            written = life.written
            self.life = nil
        }
        // What is still to happen holds the whole history.
        timeline.clear()
        disk.onKill = {}
    }
}
