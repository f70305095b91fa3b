/// What the API's documentation says that its values mean, read without the program's own decoder.
enum Reading {
    static let jobStates = [
        "UNKNOWN", "NOT_STARTED", "PENDING", "ACTIVE", "STOPPED", "FAILED", "COMPLETED", "UNSUPPORTED",
    ]
    static let streamStates = [
        "UNKNOWN", "NOT_STARTED", "RUNNING", "PAUSED", "MAINTENANCE", "FAILED", "FAILED_PERMANENTLY", "STARTING",
        "DRAINING",
    ]
    static let triggers = ["UNKNOWN", "AUTOMATIC", "MANUAL"]

    /// A value of an enumeration, written as a name or as a number.
    static func value(_ text: String, _ known: [String]) -> String {
        if let number = Int(text) { return known.indices.contains(number) ? known[number] : "UNKNOWN" }
        return known.contains(text) ? text : "UNKNOWN"
    }
}

extension TrueObject {
    /// The state of its job; `NONE` without one.
    var state: String { job.map { Reading.value($0.state, Reading.jobStates) } ?? "NONE" }

    /// What it is called: by its place at the source, else by its display name, else by its id.
    var label: String {
        guard kind != nil else { return displayName.isEmpty ? id : displayName }
        return kind == "salesforce" || namespace.isEmpty ? table : "\(namespace).\(table)"
    }
}
