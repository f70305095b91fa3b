import Datastream
import Testing

@testable import StatusPage

@Suite struct ConsoleLinkTests {
    @Test func `a stream links to its page in Google's console`() {
        #expect(
            ConsoleLink.url(of: StreamName(project: "acme", location: "europe-west1", stream: "shop-1"))
                == "https://console.cloud.google.com/datastream/streams/locations/europe-west1/instances/shop-1?project=acme"
        )
    }

    @Test func `no name can make a link lead elsewhere`() {
        #expect(
            ConsoleLink.url(of: StreamName(project: "a&b=c", location: "..", stream: "x/../\"é"))
                .hasSuffix("locations/../instances/x%2F..%2F%22%C3%A9?project=a%26b%3Dc"))
    }
}
