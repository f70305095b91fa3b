/// Text that is compared byte by byte; Swift itself holds canonically equivalent strings to be equal.
struct ByteText: Hashable, Sendable {
    let string: String

    init(_ string: String) { self.string = string }

    static func == (left: ByteText, right: ByteText) -> Bool {
        left.string.utf8.elementsEqual(right.string.utf8)
    }

    func hash(into hasher: inout Hasher) {
        var string = string
        string.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
