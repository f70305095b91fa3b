import Testing

@testable import Datastream

struct FingerprintTests {
    private func fingerprint(_ text: String, seed: UInt64 = 1) -> Fingerprint {
        Fingerprint(of: Array(text.utf8).span, seed: seed)
    }

    @Test func `equal bytes have the same fingerprint under the same seed`() {
        #expect(fingerprint("{}") == fingerprint("{}"))
        #expect(fingerprint("{}") != fingerprint("{ }"))
        #expect(fingerprint("{}") != fingerprint("{}", seed: 2))
        #expect(fingerprint("") == fingerprint(""))
        #expect(fingerprint("abc").length == 3)
    }
}
