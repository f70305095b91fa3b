internal import CommandLine

/// The format of a log line.
enum LogFormat: String, CaseIterable {
    case logfmt, json

    /// The format chosen on the command line or in the environment, even if they are otherwise invalid.
    ///
    /// Nil for a command that writes no log.
    init?(chosenBy arguments: [String], _ environment: [String: String], for command: Command?) {
        let flag = Flags.logFormat
        guard command?.flags.contains(where: { $0.name == flag.name }) ?? true else { return nil }
        let name = "--\(flag.name)"
        let pairs = zip(arguments, arguments.dropFirst()).filter { $0.0 == name }.map(\.1)
        let joined = arguments.filter { $0.hasPrefix("\(name)=") }.map { String($0.dropFirst(name.count + 1)) }
        let given = (pairs + joined).compactMap(LogFormat.init(rawValue:)).last
        guard let format = given ?? environment[flag.variable].flatMap(LogFormat.init(rawValue:)) else { return nil }
        self = format
    }
}
