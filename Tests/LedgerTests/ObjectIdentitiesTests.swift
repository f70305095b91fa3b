import Datastream
import Testing

@testable import Ledger

@Suite struct ObjectIdentitiesTests {
    private let known = (0..<5).map { object("\($0)") }

    @Test func `the same references have not changed, equal ones have`() {
        #expect(ObjectIdentities.changed(from: known, to: known) == [])
        #expect(ObjectIdentities.changed(from: known, to: Array(known.reversed())) == [0, 1, 3, 4])
        #expect(ObjectIdentities.changed(from: known, to: (0..<5).map { object("\($0)") }) == Array(0..<5))
    }

    @Test func `what the other list has no place for has changed`() {
        #expect(ObjectIdentities.changed(from: [], to: known) == Array(0..<5))
        #expect(ObjectIdentities.changed(from: known, to: []) == [])
        #expect(ObjectIdentities.changed(from: Array(known.prefix(3)), to: known) == [3, 4])
        #expect(ObjectIdentities.changed(from: known, to: Array(known.dropFirst())) == [0, 1, 2, 3])
    }
}
