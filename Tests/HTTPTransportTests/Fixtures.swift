import Foundation
import HTTPTransport
import TestSupport

/// A transport with its own environment.
func makeTransport(
    _ environment: [String: String] = [:], connections: Int = 16
) throws -> HTTPTransport {
    try HTTPTransport(
        TransportConfiguration(userAgent: "tests/1", environment: environment, connections: connections))
}

/// An answer of HTTP/1.1 with its length.
func answer(_ status: String = "200 OK", _ headers: String..., body: [UInt8]) -> [UInt8] {
    let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.count)"] + headers + ["", ""]
    return Array(head.joined(separator: "\r\n").utf8) + body
}

/// An answer of HTTP/1.1 with its length.
func answer(_ status: String = "200 OK", _ headers: String..., body: String = "") -> [UInt8] {
    let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers + ["", ""]
    return Array((head.joined(separator: "\r\n") + body).utf8)
}

/// A request that waits for its answer as long as a test may.
func patientRequest(_ url: String) -> TransportRequest {
    var request = TransportRequest(url: url)
    request.limits.firstByte = testPatience
    request.limits.total = testPatience
    return request
}

/// The error of a request that is expected to fail.
func failure(_ transport: HTTPTransport, _ request: TransportRequest) async -> TransportError? {
    do throws(TransportError) {
        _ = try await transport.send(request)
        return nil
    } catch {
        return error
    }
}

/// Decodes a gzip body of a test.
func base64(_ text: String) -> [UInt8] { Array(Data(base64Encoded: text) ?? Data()) }
