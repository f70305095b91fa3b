/// The name of an enum's value in four words, so that names are compared without following a reference.
struct PackedName: Equatable, Sendable {
    private var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    private let count: Int

    /// The API's longest name has 18 bytes.
    private static let maximumBytes = 24

    /// Packs a name; nil if it is longer than any name of the API.
    init?(_ name: UnsafeBufferPointer<UInt8>) {
        guard name.count <= Self.maximumBytes else { return nil }
        count = name.count
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: name) }
    }

    /// Packs a name; nil if it is longer than any name of the API.
    init?(_ name: String) {
        var name = name
        guard let packed = name.withUTF8({ PackedName($0) }) else { return nil }
        self = packed
    }

    static func == (left: PackedName, right: PackedName) -> Bool {
        left.words == right.words && left.count == right.count
    }
}
