/// What happened in a history: a digest of all of it and, if wanted, its lines.
final class Trace {
    private(set) var digest: UInt64 = 0xCBF2_9CE4_8422_2325
    private(set) var lines: [String] = []
    private let isWritten: Bool

    init(isWritten: Bool) { self.isWritten = isWritten }

    func add(_ bytes: some Sequence<UInt8>) {
        for byte in bytes { digest = (digest ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    /// Notes what happened at a moment: two numbers that tell it from anything else, and words for people.
    func note(_ moment: Int, _ kind: Int, _ value: Int, _ words: @autoclosure () -> String) {
        for number in [moment, kind, value] {
            digest = (digest ^ UInt64(truncatingIfNeeded: number)) &* 0x100_0000_01B3
        }
        if isWritten { lines.append("\(moment) \(words())") }
    }
}
