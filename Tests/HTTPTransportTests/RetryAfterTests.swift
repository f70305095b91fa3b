import Notation
import Testing

@testable import HTTPTransport

struct RetryAfterTests {
    /// Sun, 06 Nov 1994 08:49:37 GMT.
    private let now = 784_111_777

    @Test(
        arguments: [
            ("7", 7), ("0", 0), ("007", 7), ("3600", 3600), ("3601", 3600), ("99999999999999999999999", 3600),
            ("Sun, 06 Nov 1994 08:49:40 GMT", 3), ("Sun, 06 Nov 1994 08:49:37 GMT", 0),
            ("Sun, 06 Nov 1994 08:49:00 GMT", 0),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 3600), ("Sunday, 06-Nov-94 08:50:37 GMT", 60),
            ("Sun Nov  6 08:49:47 1994", 10),
            ("", nil), ("-1", nil), ("+7", nil), ("1.5", nil), ("7s", nil), ("soon", nil), ("٧", nil), (" 7", nil),
        ] as [(String, Int?)])
    func `seconds and dates are read, garbage is not`(value: String, seconds: Int?) {
        #expect(RetryAfter.wait(value, date: nil, now: now) == seconds.map { .seconds($0) })
    }

    @Test func `the server's clock is its Date header`() {
        #expect(
            TransportResponse(status: 200, headers: ["Date": "Sun, 06 Nov 1994 08:49:37 GMT"]).serverTime == 784_111_777
        )
        #expect(TransportResponse(status: 200, headers: ["Date": "soon"]).serverTime == nil)
        #expect(TransportResponse(status: 200).serverTime == nil)
    }

    @Test func `a date counts from the server's own clock`() {
        let value = "Sun, 06 Nov 1994 08:49:40 GMT"
        #expect(RetryAfter.wait(value, date: "Sun, 06 Nov 1994 08:49:30 GMT", now: 0) == .seconds(10))
        #expect(RetryAfter.wait(value, date: "garbage", now: now) == .seconds(3))
    }
}
