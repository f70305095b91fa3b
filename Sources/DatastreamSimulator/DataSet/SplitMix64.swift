internal import Notation

/// A seeded generator of pseudorandom numbers: a seed gives the same numbers on every machine.
struct SplitMix64: Sendable {
    private var state: UInt64

    /// Each purpose gets its own generator, so that draws for one purpose do not shift those for another.
    init(seed: UInt64, _ matters: UInt64...) {
        state = matters.reduce(seed) { Self.mixed($0 &+ 0x9E37_79B9_7F4A_7C15) ^ Self.mixed(~$1) }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Self.mixed(state)
    }

    /// A number from 0 up to, but not including, 1.
    mutating func share() -> Double { Double(next() >> 11) * 0x1p-53 }

    mutating func number(in range: ClosedRange<Double>) -> Double {
        range.lowerBound + (range.upperBound - range.lowerBound) * share()
    }

    /// One of the elements; nil if there are none.
    mutating func element<Element>(of elements: [Element]) -> Element? {
        elements.isEmpty ? nil : elements[Int(next() % UInt64(elements.count))]
    }

    /// A version 4 UUID in text form.
    mutating func uuid() -> String {
        let high = next() & ~0xF000 | 0x4000
        let low = next() & ~(0b11 << 62) | (0b10 << 62)
        let digits = Hexadecimal.text(high, width: 16) + Hexadecimal.text(low, width: 16)
        var text = ""
        for (index, digit) in digits.enumerated() {
            if [8, 12, 16, 20].contains(index) { text.append("-") }
            text.append(digit)
        }
        return text
    }

    /// Mixes 64 bits bijectively.
    static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
