import Testing

@testable import GoogleAuth

/// Test vectors from AWS' own test suite for Signature Version 4 and from the examples in its documentation.
@Suite struct AWSSignatureTests {
    private let keys = AWSSignature.Keys(
        accessKeyID: "AKIDEXAMPLE", secretAccessKey: Secret("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        sessionToken: nil)

    private func authorization(
        _ method: String, _ url: String, service: String? = nil
    ) throws -> String {
        let request = try #require(AWSSignature.Request(method, url: url))
        let headers = AWSSignature.headers(
            signing: request, region: "us-east-1", service: service, keys: keys, at: 1_440_938_160)
        return headers[0].value
    }

    /// The suite's cases: names, requests and signatures.
    private static let vectors: [(name: String, method: String, target: String, signature: String)] = [
        ("get-vanilla", "GET", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("post-vanilla", "POST", "/", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
        (
            "get-vanilla-query-order-key-case", "GET", "/?Param2=value2&Param1=value1",
            "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
        ),
        (
            "post-vanilla-query", "POST", "/?Param1=value1",
            "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
        ),
        ("get-relative", "GET", "/example/..", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        ("get-slash", "GET", "//", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
        (
            "get-slash-pointless-dot", "GET", "/./example",
            "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5"
        ),
        ("get-slashes", "GET", "//example//", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"),
    ]

    @Test(arguments: vectors)
    func `requests of AWS' test suite are signed as AWS signs them`(
        name: String, method: String, target: String, signature: String
    ) throws {
        #expect(
            try authorization(method, "https://example.amazonaws.com\(target)", service: "service")
                == "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, "
                + "SignedHeaders=host;x-amz-date, Signature=\(signature)", "\(name)")
    }

    @Test func `the service is the host's first label, without fips`() throws {
        #expect(
            try authorization("GET", "https://sts-fips.us-east-1.amazonaws.com").contains("/sts/aws4_request"))
    }

    @Test func `a session's token is signed too`() throws {
        let session = AWSSignature.Keys(
            accessKeyID: keys.accessKeyID, secretAccessKey: keys.secretAccessKey, sessionToken: Secret("t"))
        let request = try #require(AWSSignature.Request("POST", url: "https://sts.amazonaws.com"))
        let headers = AWSSignature.headers(signing: request, region: "us-east-1", keys: session, at: 1_440_938_160)
        #expect(headers.map(\.name) == ["Authorization", "host", "x-amz-date", "x-amz-security-token"])
        #expect(headers[0].value.contains("SignedHeaders=host;x-amz-date;x-amz-security-token,"))
        #expect(headers[2].value == "20150830T123600Z")
    }

    @Test(arguments: ["http://x.example", "https://", "https://a@b.example", "https://h:80/", "ftp://x"])
    func `only https URLs with a plain host are signed`(url: String) {
        #expect(AWSSignature.Request("POST", url: url) == nil)
    }
}
