internal import CommandLine
internal import Datastream
internal import Notation

/// Which shard a user asked for.
enum ShardChoice: Equatable {
    /// The ordinal at the end of the host name, as StatefulSets name their pods.
    case ofHost
    case ordinal(Int)

    /// Reads `auto` or an ordinal.
    init?(_ text: String) {
        if text == "auto" {
            self = .ofHost
        } else if let ordinal = Int(text), ordinal >= 0, !text.hasPrefix("+") {
            self = .ordinal(ordinal)
        } else {
            return nil
        }
    }

    /// Resolves the choice to one of `total` shards.
    func shard(of total: Int, onHost name: String) throws(CommandFailure) -> Shard {
        let ordinal: Int
        switch self {
        case .ordinal(let chosen): ordinal = chosen
        case .ofHost:
            guard let found = Self.ordinal(ofHost: name) else {
                throw .usage("--shard: the host name \(quoted(name)) does not end in a dash and a number")
            }
            ordinal = found
        }
        guard let shard = Shard(ordinal: ordinal, of: total) else {
            throw .usage("--shard: \(ordinal) must be below --total-shards, which is \(total)")
        }
        return shard
    }

    /// The number after the last dash of a host's name, without its domain.
    private static func ordinal(ofHost name: String) -> Int? {
        guard let host = name.split(separator: ".", omittingEmptySubsequences: false).first,
            let dash = host.lastIndex(of: "-")
        else { return nil }
        let digits = host[host.index(after: dash)...]
        return digits.isDigits ? Int(digits) : nil
    }
}
