import Datastream
import Ledger
import Testing

@Suite struct ErrorKeyTests {
    private func key(_ uuid: String, _ reason: String = "R", _ message: String = "m", _ time: Int? = 1) -> ErrorKey {
        ErrorKey(
            ReportedError(reason: reason, errorUuid: uuid, message: message, errorTime: time.map(at)), source: .object)
    }

    @Test func `the id alone identifies an error, in upper or lower case`() {
        #expect(key("0A1b-CD", "R", "m") == key("0a1B-cd", "Q", "n", nil))
        #expect(key("a") != key("b"))
        #expect(key("not a UUID") != key("not a UUID either"))
    }

    @Test func `reason, message and time replace a missing id`() {
        #expect(key("") == key(""))
        #expect(key("") != key("", "Q"))
        #expect(key("") != key("", "R", "n"))
        #expect(key("") != key("", "R", "m", 2))
        #expect(key("") != key("", "R", "m", nil))
        #expect(key("", "Rm", "") != key("", "R", "m"))
        #expect(key("", "a", "") != key("a"))
    }

    @Test func `an id of any length takes the same few bytes`() {
        let long = String(repeating: "x", count: 1 << 20)
        #expect(key(long) != key(long + "y"))
        #expect(MemoryLayout<ErrorKey>.size <= 32)
    }

    @Test func `the digest is the same in every version`() {
        #expect(key("a").digest == 0x0880_9545_50AB_1BE9_5AA0_7330_55B7_51B9)
    }

    @Test func `each source has its own errors`() {
        let error = ReportedError(reason: "R", errorUuid: "a")
        #expect(Set(ErrorSource.allCases.map { ErrorKey(error, source: $0) }).count == 3)
    }
}
