/// How the program ends.
package enum ExitCode: Int32, CaseIterable, Sendable {
    case success = 0
    case runtimeFailure = 1
    case usage = 2
    case ledgerRefused = 3
    case denied = 4
    case unknown = 5
    case precondition = 6
    /// 128 plus the number of SIGINT, as in shells.
    case interrupted = 130

    /// The meaning in one sentence.
    package var meaning: String {
        switch self {
        case .success: "Done, or stopped on request."
        case .runtimeFailure: "Something failed."
        case .usage: "The command line, the environment or a file is wrong, or the question was declined."
        case .ledgerRefused: "The ledger file is damaged, in use, unreadable, of a later version, or not a ledger."
        case .denied: "No credentials, no permission, or not found."
        case .unknown: "The outcome of a command is unknown, or the time was up."
        case .precondition: "The backfill was already running, or not running."
        case .interrupted: "Interrupted by a signal."
        }
    }
}

/// The worse code is the greater one: a command on many objects returns the worst of their codes.
extension ExitCode: Comparable {
    private static let order: [ExitCode] = [
        .success, .runtimeFailure, .precondition, .denied, .unknown, .ledgerRefused, .usage, .interrupted,
    ]

    package static func < (left: ExitCode, right: ExitCode) -> Bool { left.rank < right.rank }

    private var rank: Int { Self.order.firstIndex(of: self) ?? 0 }
}
