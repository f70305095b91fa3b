import TestSupport

/// Random choices that depend on a seed and a purpose alone, so that leaving out one purpose changes no other.
final class Chance: @unchecked Sendable {  // one thread uses it
    private var numbers: SeededGenerator

    init(seed: UInt64, purpose: String) {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in purpose.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        numbers = SeededGenerator(seed: seed &* 0x9E37_79B9_7F4A_7C15 ^ hash)
    }

    /// The next number.
    func next() -> UInt64 { numbers.next() }

    /// A number in a range.
    func among(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// An element; nil if there is none.
    func one<Element>(of elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[among(0...elements.count - 1)]
    }

    /// Whether something happens that happens so many times in a thousand.
    func happens(_ perMille: Int) -> Bool { among(0...999) < perMille }

    /// A number from 0 up to 1.
    func fraction() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
}
