package import Datastream

/// A label value that knows its place among all values, so that counting hashes no text.
package protocol TallyKey: CaseIterable, Hashable, Sendable {
    /// The index of the value in `allCases`.
    var place: Int { get }
}

extension ErrorSource: TallyKey {
    package var place: Int {
        switch self {
        case .stream: 0
        case .object: 1
        case .backfill: 2
        }
    }
}

extension JobResult: TallyKey {
    package var place: Int {
        switch self {
        case .completed: 0
        case .failed: 1
        case .stopped: 2
        case .unsupported: 3
        }
    }
}

extension BackfillJob.Trigger: TallyKey {
    package var place: Int {
        switch self {
        case .automatic: 0
        case .manual: 1
        case .unknown: 2
        }
    }
}

extension BackfillState: TallyKey {
    package var place: Int {
        switch self {
        case .none: 0
        case .notStarted: 1
        case .pending: 2
        case .active: 3
        case .stopped: 4
        case .failed: 5
        case .completed: 6
        case .unsupported: 7
        case .unknown: 8
        }
    }
}
