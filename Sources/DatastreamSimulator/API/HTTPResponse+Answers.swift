internal import Notation
internal import Serving

extension HTTPResponse {
    static func json(_ json: JSON, status: Int = 200, isPretty: Bool) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "application/json; charset=UTF-8"],
            body: HTTPBody(json.encoded(pretty: isPretty)))
    }

    static func failure(_ failure: APIFailure, isPretty: Bool) -> HTTPResponse {
        var response = HTTPResponse.json(failure.json, status: failure.httpStatus, isPretty: isPretty)
        if let seconds = failure.retryAfter { response.headers.append("Retry-After", "\(seconds)") }
        return response
    }

    /// An HTML page such as Google's front ends and proxies send.
    static func html(status: Int, title: String, text: String) -> HTTPResponse {
        HTTPResponse(
            status: status, headers: ["Content-Type": "text/html; charset=UTF-8"],
            body: HTTPBody(
                """
                <!DOCTYPE html>
                <html lang=en>
                  <meta charset=utf-8>
                  <title>\(title)</title>
                  <p>\(text)

                """))
    }
}
