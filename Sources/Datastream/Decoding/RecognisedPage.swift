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
