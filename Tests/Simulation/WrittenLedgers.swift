import Datastream
import Ledger

/// What the file may hold: the ledgers that it took last, and those of later writes, which may have reached the disk.
struct WrittenLedgers {
    private var possible: [[StreamName: StreamLedger]] = [[:]]

    /// Notes what a write tried to store, and whether it says that the disk has it.
    mutating func wrote(_ ledgers: [StreamName: StreamLedger], isKept: Bool) {
        if isKept { possible = [] }
        possible.append(ledgers)
    }

    /// How what a file holds differs from all of that; nil if it does not.
    mutating func problem(of found: [StreamName: StreamLedger]) -> String? {
        guard !possible.contains(where: { Self.isSame($0, found) }) else {
            possible = [found]
            return nil
        }
        return "the file does not hold what was written to it"
    }

    private static func isSame(_ left: [StreamName: StreamLedger], _ right: [StreamName: StreamLedger]) -> Bool {
        left.count == right.count
            && left.allSatisfy { name, ledger in
                guard let other = right[name] else { return false }
                return ledger.counters == other.counters && ledger.records == other.records
                    && ledger.errors == other.errors && ledger.departed.records == other.departed.records
                    && ledger.latestErrors == other.latestErrors && ledger.listed == other.listed
            }
    }
}
