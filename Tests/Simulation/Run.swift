import Foundation
import Synchronization

/// A run of the program: which histories to live through, and what to say of them.
struct Run {
    struct Misuse: Error, CustomStringConvertible {
        var description: String
    }

    private var seeds: Range<UInt64> = 0..<1_000
    private var plan: Plan?
    private var shrinks = false
    private var stopsAtFirst = false
    private var isTraced = false
    private var workers = ProcessInfo.processInfo.activeProcessorCount
    private let folder = "/dev/shm/simulation-\(getpid())"

    init(_ arguments: [String]) throws {
        var words = arguments[...]
        func value(_ flag: String) throws -> String {
            guard let value = words.popFirst() else { throw Misuse(description: "\(flag) needs a value") }
            return value
        }
        func number(_ flag: String) throws -> Int {
            guard let number = Int(try value(flag)) else { throw Misuse(description: "\(flag) needs a number") }
            return number
        }
        while let word = words.popFirst() {
            switch word {
            case "--seeds": seeds = try Self.range(try value(word))
            case "--seed": plan = Plan(seed: UInt64(try number(word)))
            case "--polls": plan?.polls = try number(word)
            case "--streams": plan?.streams = try number(word)
            case "--objects": plan?.objects = try number(word)
            case "--without":
                for name in try value(word).split(separator: ",") {
                    guard let kind = Plan.Kind(rawValue: String(name)) else {
                        throw Misuse(description: "\(name) is not a kind of event")
                    }
                    plan?.without.insert(kind)
                }
            case "--shrink": shrinks = true
            case "--first": stopsAtFirst = true
            case "--trace": isTraced = true
            case "--jobs": workers = max(1, try number(word))
            default: throw Misuse(description: "\(word) is not a flag")
            }
        }
    }

    private static func range(_ text: String) throws -> Range<UInt64> {
        let ends = text.split(separator: "..<").compactMap { UInt64($0) }
        guard ends.count == 2, ends[0] < ends[1] else {
            throw Misuse(description: "\(text) is not a range like 0..<10")
        }
        return ends[0]..<ends[1]
    }

    /// Lives through the histories; returns the exit code.
    func run() throws -> Int32 {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        if let plan { return try runOne(plan) }
        let begin = ContinuousClock.now
        let (failing, digest) = try runAll()
        let seconds = Double((ContinuousClock.now - begin) / .milliseconds(1)) / 1_000
        for seed in failing.sorted().prefix(stopsAtFirst ? 1 : 10) { try tell(Plan(seed: seed)) }
        print("\(seeds.count) seeds, \(failing.count) failing, digest \(String(digest, radix: 16)), \(seconds) s")
        return failing.isEmpty ? 0 : 1
    }

    private func runOne(_ plan: Plan) throws -> Int32 {
        let outcome = try History(plan, folder: folder, isTraced: isTraced).run()
        for line in outcome.lines { print(line) }
        print("digest \(String(outcome.digest, radix: 16))")
        if outcome.violation == nil { return 0 }
        try tell(plan)
        return 1
    }

    private func tell(_ plan: Plan) throws {
        let plan = shrinks ? try shrunk(plan) : plan
        let outcome = try History(plan, folder: folder).run()
        guard let violation = outcome.violation else {
            print("simulation \(plan.arguments): not the same when it is repeated")
            return
        }
        print("simulation \(plan.arguments): promise \(violation.promise) at \(violation.moment) ms: \(violation.text)")
    }

    /// The smallest plan found that breaks the same promise.
    private func shrunk(_ plan: Plan) throws -> Plan {
        var plan = plan
        let promise = try History(plan, folder: folder).run().violation?.promise
        var hasShrunk = true
        while hasShrunk {
            hasShrunk = false
            for smaller in plan.smaller {
                if try History(smaller, folder: folder).run().violation?.promise == promise {
                    plan = smaller
                    hasShrunk = true
                    break
                }
            }
        }
        return plan
    }

    /// The failing seeds, and a digest of all histories.
    private func runAll() throws -> (failing: [UInt64], digest: UInt64) {
        let state = Mutex((next: seeds.lowerBound, failing: [UInt64](), digest: UInt64(0), problem: String?.none))
        let seeds = seeds
        let folder = folder
        let limit = stopsAtFirst ? 1 : 100
        DispatchQueue.concurrentPerform(iterations: workers) { worker in
            let reader = Scrape.Reader()
            while true {
                let seed = state.withLock { state -> UInt64? in
                    guard state.next < seeds.upperBound, state.failing.count < limit, state.problem == nil else {
                        return nil
                    }
                    defer { state.next += 1 }
                    return state.next
                }
                guard let seed else { return }
                do {
                    let outcome = try History(Plan(seed: seed), folder: "\(folder)/\(worker)", reader: reader).run()
                    state.withLock { state in
                        state.digest ^= outcome.digest &* (seed &* 2 &+ 1)
                        if outcome.violation != nil { state.failing.append(seed) }
                    }
                } catch {
                    state.withLock { $0.problem = "\(error)" }
                }
            }
        }
        let end = state.withLock { $0 }
        if let problem = end.problem { throw Misuse(description: problem) }
        return (end.failing, end.digest)
    }
}
