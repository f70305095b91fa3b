/// Why a request is answered with an error; its connection is then closed.
struct RequestRefusal: Error, Equatable {
    var status: Int
    var reason: String

    init(_ status: Int, _ reason: String) {
        self.status = status
        self.reason = reason
    }
}
