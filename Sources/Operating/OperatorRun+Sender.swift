package import HTTPTransport
internal import Notation
internal import System

extension OperatorRun {
    /// Sends requests.
    ///
    /// The first signal does not interrupt a request that may change something. A wait for the quota is announced.
    package func sender(
        _ transport: HTTPTransport
    ) -> @Sendable (TransportRequest) async throws(TransportError) -> TransportResponse {
        { request throws(TransportError) in
            func announced(_ response: TransportResponse) -> TransportResponse {
                if response.status == 429 {
                    let wait = response.retryAfter(now: Int(clock.now().seconds)).map(PrometheusDuration.text)
                    let called = request.url.split(separator: "/v1/", maxSplits: 1).last ?? ""
                    let name = called.prefix { $0 != "?" }
                    say("\(name): the quota is used up; waiting \(wait ?? "a little") for the API")
                }
                return response
            }
            if case .get = request.method { return announced(try await transport.send(request)) }
            let result = await shield.run { () async -> Result<TransportResponse, TransportError> in
                do throws(TransportError) { return .success(try await transport.send(request)) } catch {
                    return .failure(error)
                }
            }
            return announced(try result.get())
        }
    }
}
