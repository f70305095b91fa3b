/// An array of objects in the bytes of a page.
struct ObjectArray {
    private(set) var known: [StreamObject] = []
    private(set) var new: [NewObject] = []
    /// The offset where the elements begin.
    let start: Int
    /// The offset of the closing bracket.
    private(set) var end: Int

    init?(_ page: Span<UInt8>, at value: Int, _ recogniser: inout Recogniser) {
        guard let start = page.position(after: "[", from: value) else { return nil }
        self.start = start
        end = start
        guard !page.has("]", at: start) else { return }
        var at: Int? = start
        while let object = at {
            if let due = recogniser.takeDue(page, at: object) {
                keep(due.object)
                end = due.end
            } else {
                guard let next = page.endOfObject(at: object) else { return nil }
                switch recogniser.take(page.extracting(object..<next)) {
                case .known(let known): keep(known)
                case .new(let fingerprint, let former):
                    if new.isEmpty { new.reserveCapacity(Self.usualCount) }
                    new.append(
                        NewObject(
                            fingerprint: fingerprint, former: former, range: object..<next,
                            place: known.count + new.count))
                }
                end = next
            }
            at = page.position(after: ",", from: end)
        }
        end = page.afterSpace(end)
        guard page.has("]", at: end) else { return nil }
    }

    private mutating func keep(_ object: StreamObject) {
        if known.isEmpty { known.reserveCapacity(Self.usualCount) }
        known.append(object)
    }

    /// The number of objects on the API's largest pages.
    private static let usualCount = 1_000
}
