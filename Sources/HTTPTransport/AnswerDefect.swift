/// Why a response is rejected while it arrives.
enum AnswerDefect: Error, Equatable {
    case tooLarge(String)
    case crowded(String)
    case protocolViolation(String)
    case encoding(String)
    case notLoopback(String)
    case endless(String)
    case timeout(String)
}
