import Datastream
import GoogleAuth
import HTTPTransport
import Notation
import Polling
import Testing

@testable import Operating

@Suite struct CertaintyTests {
    @Test(arguments: [
        (400, "INVALID_ARGUMENT", Certainty.nothingHappened(mayPass: false)),
        (400, "FAILED_PRECONDITION", .precondition),
        (401, "", .nothingHappened(mayPass: false)), (403, "", .nothingHappened(mayPass: false)),
        (404, "", .nothingHappened(mayPass: false)), (408, "", .unknown), (409, "ABORTED", .precondition),
        (412, "", .precondition), (429, "", .nothingHappened(mayPass: true)), (499, "", .unknown), (500, "", .unknown),
        (502, "", .unknown), (503, "UNAVAILABLE", .unknown), (504, "", .unknown),
        (302, "", .nothingHappened(mayPass: false)),
        (204, "", .unknown),
    ])
    func `an answer tells whether the command took effect`(code: Int, status: String, certainty: Certainty) {
        #expect(Certainty(of: .refused(APIError(httpStatus: code, status: status))) == certainty)
    }

    @Test(arguments: TransportError.Kind.allCases)
    func `without an answer only an unsent request is harmless`(kind: TransportError.Kind) {
        #expect(Certainty(of: .transport(TransportError(kind, "", requestMayHaveBeenSent: true))) == .unknown)
        let unsent = Certainty(of: .transport(TransportError(kind, "")))
        #expect(unsent != .unknown)
        let passes: Set<TransportError.Kind> = [.nameLookup, .connect, .tls, .reset, .timeout]
        #expect((unsent == .nothingHappened(mayPass: true)) == passes.contains(kind))
    }

    @Test func `an unreadable answer tells nothing`() {
        #expect(Certainty(of: .decoding(DecodingFailure("HTML"))) == .unknown)
        #expect(Certainty(of: .deadline) == .unknown)
        #expect(Certainty(of: .token(TokenFailure("none"))) == .nothingHappened(mayPass: false))
    }
}
