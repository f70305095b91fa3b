import Testing

@testable import GoogleAuth

@Suite struct SecretTests {
    private struct Holder {
        let token = Secret("t0ken")
    }

    @Test func `printing a secret never shows it`() {
        let secret = Secret("t0ken")
        var dumped = ""
        dump(Holder(), to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), "\(Holder())", "\([secret])", dumped] {
            #expect(!text.contains("t0ken"))
        }
        #expect("\(secret)" == "<secret>")
    }
}
