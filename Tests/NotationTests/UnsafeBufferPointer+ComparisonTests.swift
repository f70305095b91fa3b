import Testing

@testable import Notation

struct UnsafeBufferPointerComparisonTests {
    @Test func `texts are the same when all their bytes are`() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8($0) }
            #expect(areSame(bytes, Array(bytes)))
            #expect(!areSame(bytes, bytes + [0]))
            for index in 0..<count {
                var other = bytes
                other[index] ^= 0x80
                #expect(!areSame(bytes, other))
            }
        }
    }

    @Test func `no bytes are the same as none`() {
        let none = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        #expect(none.hasSameBytes(as: none))
        #expect([UInt8]().withUnsafeBufferPointer { none.hasSameBytes(as: $0) })
        #expect(![1].withUnsafeBufferPointer { none.hasSameBytes(as: $0) })
    }

    private func areSame(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.withUnsafeBufferPointer { left in right.withUnsafeBufferPointer { left.hasSameBytes(as: $0) } }
    }
}
