internal import Notation

/// A page of objects in which the known ones were recognised by their bytes.
///
/// This reads only the usual form of a response: plain keys and one array of objects. The parser checks everything but
/// the known objects: ``rest`` and the new objects are valid JSON exactly when the page is.
struct RecognisedPage: Sendable {
    /// The bytes of the page.
    let bytes: [UInt8]
    /// The known objects, in order.
    let known: [StreamObject]
    /// The objects that must be decoded, in order.
    let new: [NewObject]
    /// The page without its objects.
    let rest: [UInt8]

    /// Scans a page; nil when its form is unusual and it must be decoded as a whole.
    init?(_ page: [UInt8], _ recogniser: inout Recogniser) {
        let bytes = page.span
        // The parser's limit counts the values of all objects, so a page that may exceed it must be parsed whole.
        guard !JSONDocument.mayHaveTooManyValues(bytes), var at = bytes.position(after: "{", from: 0) else {
            return nil
        }
        var array: ObjectArray?
        while true {
            guard let key = bytes.plainText(at: at), let value = bytes.position(after: ":", from: key.upperBound + 1)
            else { return nil }
            if bytes.isText("streamObjects", in: key) {
                guard array == nil, let objects = ObjectArray(bytes, at: value, &recogniser) else { return nil }
                array = objects
                at = objects.end + 1
            } else {
                guard let end = bytes.endOfValue(at: value) else { return nil }
                at = end
            }
            guard let next = bytes.position(after: ",", from: at) else { break }
            at = next
        }
        guard let array, array.known.count + array.new.count <= JSONElement.maximumItems else { return nil }
        self.bytes = page
        known = array.known
        new = array.new
        rest = Array(page[..<array.start] + page[array.end...])
    }

    /// How many levels deep the objects stand.
    static let depth = 2
}

/// An array of objects in the bytes of a page.
private struct ObjectArray {
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

extension Span<UInt8> {
    func has(_ mark: Unicode.Scalar, at index: Int) -> Bool { index < count && self[index] == UInt8(ascii: mark) }

    /// The first offset from `start` on that is not white space.
    func afterSpace(_ start: Int) -> Int {
        var index = start
        while index < count, [0x20, 0x0A, 0x0D, 0x09].contains(self[index]) { index += 1 }
        return index
    }

    /// The offset of what follows `mark`; nil when `mark` does not come first.
    fileprivate func position(after mark: Unicode.Scalar, from start: Int) -> Int? {
        let place = afterSpace(start)
        return has(mark, at: place) ? afterSpace(place + 1) : nil
    }

    /// The range between the quotes of a string without escapes.
    fileprivate func plainText(at start: Int) -> Range<Int>? {
        guard has("\"", at: start) else { return nil }
        var end = start + 1
        while end < count, self[end] != UInt8(ascii: "\"") {
            if self[end] == UInt8(ascii: "\\") { return nil }
            end += 1
        }
        return end < count ? start + 1..<end : nil
    }

    fileprivate func isText(_ text: StaticString, in range: Range<Int>) -> Bool {
        range.count == text.utf8CodeUnitCount
            && text.withUTF8Buffer { text in text.indices.allSatisfy { self[range.lowerBound + $0] == text[$0] } }
    }

    /// The end of a value; nil when the value is unterminated.
    fileprivate func endOfValue(at start: Int) -> Int? {
        if has("{", at: start) || has("[", at: start) { return endOfBrackets(at: start) }
        guard has("\"", at: start) else {
            var end = start
            while end < count, !",]} \n\r\t".utf8.contains(self[end]) { end += 1 }
            return end
        }
        var end = start + 1
        while end < count, self[end] != UInt8(ascii: "\"") { end += self[end] == UInt8(ascii: "\\") ? 2 : 1 }
        return end < count ? end + 1 : nil
    }

    fileprivate func endOfObject(at start: Int) -> Int? { has("{", at: start) ? endOfBrackets(at: start) : nil }

    private func endOfBrackets(at start: Int) -> Int? {
        JSONDocument.bracketedLength(of: extracting(start...)).map { start + $0 }
    }
}
