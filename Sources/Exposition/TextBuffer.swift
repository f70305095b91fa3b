/// A growing text in its own memory: appending only copies bytes.
///
/// What runs a dozen times for each line is always inlined.
package struct TextBuffer: ~Copyable {
    /// Number of bytes so far.
    package private(set) var count = 0
    private var base: UnsafeMutableRawPointer
    private var capacity: Int

    package init(capacity: Int = 4_096) {
        self.capacity = max(capacity, 64)
        base = .allocate(byteCount: self.capacity, alignment: 1)
    }

    deinit { base.deallocate() }

    /// The bytes; valid until the buffer changes.
    package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

    /// Removes the bytes but keeps their memory.
    package mutating func removeAll() { count = 0 }

    mutating func removeLast() { count = max(0, count - 1) }

    /// The last byte; nil of an empty text.
    var last: UInt8? { count == 0 ? nil : base.load(fromByteOffset: count - 1, as: UInt8.self) }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        reserve(1)
        base.storeBytes(of: byte, toByteOffset: count, as: UInt8.self)
        count += 1
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress else { return }
        reserve(bytes.count)
        (base + count).copyMemory(from: start, byteCount: bytes.count)
        count += bytes.count
    }

    mutating func append(_ bytes: [UInt8]) { bytes.withUnsafeBytes { append($0) } }

    mutating func append(_ text: StaticString) {
        append(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    mutating func append(_ text: String) {
        var text = text
        text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }

    /// Appends an integer in decimal digits.
    mutating func append(_ number: Int64) {
        if number < 0 { append(UInt8(ascii: "-")) }
        append(digits: number.magnitude, atLeast: 1)
    }

    /// Appends digits, padded with leading zeros to a minimum length.
    mutating func append(digits number: UInt64, atLeast minimum: Int) {
        if number < 10, minimum <= 1 { return append(UInt8(ascii: "0") + UInt8(number)) }
        let digits = max(Self.digits(of: number), minimum)
        reserve(digits)
        var rest = number
        var place = count + digits
        while place >= count + 2 {
            let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
            place -= 2
            (base + place).copyMemory(from: Self.pairs.utf8Start + 2 * Int(pair), byteCount: 2)
            rest = quotient
        }
        if place > count {
            base.storeBytes(of: UInt8(ascii: "0") + UInt8(rest % 10), toByteOffset: count, as: UInt8.self)
        }
        count += digits
    }

    /// The number of digits, from the number of bits: 1233 / 4096 is close enough to the logarithm of 2 to the base of 10.
    private static func digits(of number: UInt64) -> Int {
        let least = ((64 - number.leadingZeroBitCount) * 1233) >> 12
        return number < powers[least] ? max(least, 1) : least + 1
    }

    /// The powers of 10 that fit in 64 bits.
    private static let powers: InlineArray<20, UInt64> = [
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000, 10_000_000_000_000_000_000,
    ]

    /// The numbers from 00 to 99: two digits at a time take half the divisions.
    private static let pairs: StaticString = """
        0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899
        """

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if capacity - count < more { grow(by: more) }
    }

    @inline(never)
    private mutating func grow(by more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 1)
        larger.copyMemory(from: base, byteCount: count)
        base.deallocate()
        base = larger
    }
}
