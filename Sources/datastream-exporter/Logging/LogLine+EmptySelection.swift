internal import Datastream
internal import Polling

extension LogLine {
    /// Why no stream is polled.
    init(_ emptiness: EmptySelection) {
        guard let filter = emptiness.filter, let example = emptiness.example else {
            self.init(.warn, "no streams found: nothing to poll")
            return
        }
        self.init(
            .warn, "no stream is selected: nothing to poll",
            [
                "filter": filter, "found": String(emptiness.found), "example": example.description,
                "hint": emptiness.hint ?? "",
            ])
    }
}
