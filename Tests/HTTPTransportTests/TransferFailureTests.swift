import CCurl
import Testing

@testable import HTTPTransport

struct TransferFailureTests {
    private func failure(
        _ code: CURLcode, complaint: String = "", proxy: String? = nil, connectStatus: Int = 0, sent: Bool = false
    ) -> TransportError {
        TransferFailure(
            code: code, complaint: complaint, host: "api:443", proxy: proxy, connectStatus: connectStatus, sent: sent
        ).error
    }

    @Test(
        arguments: [
            (CURLE_COULDNT_RESOLVE_HOST, .nameLookup), (CURLE_COULDNT_CONNECT, .connect),
            (CURLE_SSL_CONNECT_ERROR, .tls),
            (CURLE_PEER_FAILED_VERIFICATION, .certificate), (CURLE_SSL_CACERT_BADFILE, .certificate),
            (CURLE_OPERATION_TIMEDOUT, .timeout), (CURLE_FILESIZE_EXCEEDED, .tooLarge), (CURLE_RECV_ERROR, .reset),
            (CURLE_SEND_ERROR, .reset), (CURLE_PARTIAL_FILE, .reset), (CURLE_GOT_NOTHING, .reset),
            (CURLE_HTTP2_STREAM, .reset), (CURLE_HTTP2, .reset), (CURLE_WEIRD_SERVER_REPLY, .protocolViolation),
            (CURLE_OUT_OF_MEMORY, .local),
        ] as [(CURLcode, TransportError.Kind)])
    func `each libcurl code has a kind`(code: CURLcode, kind: TransportError.Kind) {
        #expect(failure(code).kind == kind)
    }

    @Test(arguments: [CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_SSL_CONNECT_ERROR, CURLE_RECV_ERROR])
    func `a failure before the tunnel is open is the proxy's`(code: CURLcode) {
        let error = failure(code, complaint: "http://user:secret@p:1 failed", proxy: "p:1")
        #expect(error.kind == .proxy)
        #expect(error.message.hasPrefix("api:443 through the proxy p:1: "))
        #expect(!error.message.contains("secret"))
    }

    @Test func `a failure after the tunnel is open is the server's`() {
        #expect(failure(CURLE_SSL_CONNECT_ERROR, proxy: "p:1", connectStatus: 200).kind == .tls)
        #expect(failure(CURLE_RECV_ERROR, proxy: "p:1", connectStatus: 200, sent: true).kind == .reset)
    }

    @Test func `running out of memory after sending means that the answer is too large`() {
        #expect(failure(CURLE_OUT_OF_MEMORY).kind == .local)
        #expect(failure(CURLE_OUT_OF_MEMORY, sent: true).kind == .tooLarge)
    }

    @Test func `libcurl's message is shown when no proxy is involved`() {
        #expect(failure(CURLE_COULDNT_CONNECT, complaint: "refused").message == "api:443: refused")
        #expect(failure(CURLE_COULDNT_CONNECT).message == "api:443: Couldn't connect to server")
    }
}
