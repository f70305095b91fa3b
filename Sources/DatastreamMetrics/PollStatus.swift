internal import Datastream

/// How the polls of a stream go.
struct PollStatus: Sendable {
    let record: PollRecord
    /// Objects of the last complete poll, plus those that it missed for the first time.
    let objectCount: Int?
}
