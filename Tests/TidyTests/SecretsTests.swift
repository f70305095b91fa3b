import Foundation
import Testing

@Suite struct SecretsTests {
    @Test func `no source turns on libcurl's own log`() throws {
        // That option prints the credentials of a proxy.
        for path in try Package.sources(under: "Sources") {
            let text = try Package.text(of: path)
            for option in ["CURLOPT_VERBOSE", "CURLOPT_DEBUGFUNCTION", "CURLOPT_TRACE"] {
                #expect(!text.contains(option), "\(path) has \(option)")
            }
        }
    }
}
