import Datastream
import Notation
import Testing

@testable import StatusPage

@Suite struct AgeTests {
    @Test(arguments: [
        (Int64(0), "0 s"), (-5, "0 s"), (59, "59 s"), (60, "1 min"), (90, "1 min"), (3_600, "1 h"),
        (11_520, "3 h 12 min"),
        (86_400, "1 d"), (93_600, "1 d 2 h"), (864_000, "10 d"),
    ])
    func `an age is given in its largest units`(seconds: Int64, text: String) {
        let now = Timestamp(seconds: 1_700_000_000)
        #expect(Age.text(from: Timestamp(seconds: now.seconds - seconds), to: now) == text)
    }

    @Test func `extreme times do not trap`() {
        #expect(Age.text(from: Timestamp(seconds: .min), to: Timestamp(seconds: .max)).hasSuffix(" d"))
    }
}
