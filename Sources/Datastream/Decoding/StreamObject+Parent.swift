internal import Notation

extension StreamObject {
    /// The stream that objects must belong to.
    struct Parent: Sendable {
        private let stream: StreamName
        /// The prefix of the names of the stream's objects, if the response writes the project as it was requested.
        private let prefix: [UInt8]

        private static let collection = "/objects/"

        init(_ stream: StreamName) {
            self.stream = stream
            prefix = Array("\(stream)\(Self.collection)".utf8)
        }

        /// The last segment of an object's name.
        func id(in name: UnsafeBufferPointer<UInt8>) throws(DecodingFailure) -> UnsafeBufferPointer<UInt8> {
            if let id = name.suffix(after: prefix), !id.contains(UInt8(ascii: "/")) { return id }
            let text = String(decoding: name, as: UTF8.self)
            guard let end = text.ranges(of: Self.collection).last,
                let parent = StreamName(String(text[..<end.lowerBound])),
                end.upperBound < text.endIndex, !text[end.upperBound...].utf8.contains(UInt8(ascii: "/"))
            else { throw DecodingFailure("not the name of a stream object").inside("name") }
            guard stream.matches(parent) else {
                throw DecodingFailure("the object belongs to another stream").inside("name")
            }
            return UnsafeBufferPointer(rebasing: name.suffix(text[end.upperBound...].utf8.count))
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// What follows a prefix; nil without that prefix, or if nothing follows.
    fileprivate func suffix(after prefix: [UInt8]) -> Self? {
        guard count > prefix.count else { return nil }
        let start = UnsafeBufferPointer(rebasing: self[..<prefix.count])
        guard prefix.withUnsafeBufferPointer({ $0.hasSameBytes(as: start) }) else { return nil }
        return UnsafeBufferPointer(rebasing: self[prefix.count...])
    }
}
