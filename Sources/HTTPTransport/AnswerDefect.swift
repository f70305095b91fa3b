/// Why an answer is given up while it comes in.
enum AnswerDefect: Error, Equatable {
    case tooLarge(String)
    case crowded(String)
    case protocolViolation(String)
    case encoding(String)
    case notLoopback(String)
    case endless(String)
    case timeout(String)
}
