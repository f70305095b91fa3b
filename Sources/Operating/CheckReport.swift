package import CommandLine
internal import Datastream
package import GoogleAuth
package import Notation
package import Polling

/// The findings of `check`, and how to show them.
package struct CheckReport: Sendable {
    /// The credentials that were found.
    package struct Credentials: Sendable {
        package var source: String
        package var place: String
        /// The account that they act as; nil if unknown.
        package var principal: String?
        package var quotaProject: String?
        /// Notes about them for the user.
        package var notes: [String] = []

        package init(
            source: String, place: String, principal: String? = nil, quotaProject: String? = nil, notes: [String] = []
        ) {
            self.source = source
            self.place = place
            self.principal = principal
            self.quotaProject = quotaProject
            self.notes = notes
        }
    }

    /// The outcome of the attempt to get a token.
    package struct Token: Sendable {
        package var expiry: Timestamp?
        package var failure: TokenFailure?

        package init(expiry: Timestamp? = nil, failure: TokenFailure? = nil) {
            self.expiry = expiry
            self.failure = failure
        }
    }

    /// A line of the report.
    package struct Line: Sendable, Equatable {
        package var text: String
        package var isFailure = false
    }

    /// How many streams of a project were found and how many are selected.
    package struct Project: Sendable {
        package var project: String
        package var streamsFound: Int
        package var streamsSelected: Int
    }

    /// Nil if none are needed.
    package var credentials: Credentials?
    /// Nil if none was requested.
    package var token: Token?
    package var findings: [Reachability.Finding] = []
    /// What prevented the check from starting or continuing.
    package var obstacle: CommandFailure?
    package private(set) var projects: [Project] = []
    private var found: Set<StreamName> = []
    var emptiness: EmptySelection?

    package init() {}

    /// Adds the findings of one source.
    package mutating func add(_ survey: Reachability.Survey, _ selection: StreamSelection) {
        findings += survey.findings
        for (project, names) in survey.found.sorted(by: { $0.key < $1.key }) {
            found.formUnion(names)
            let selected = names.count(where: selection.selects)
            projects.append(Project(project: project, streamsFound: names.count, streamsSelected: selected))
        }
        emptiness = selection.emptiness(of: found)
    }

    /// Whether the filters select nothing, or a complete search found nothing.
    var isEmpty: Bool {
        guard let emptiness else { return false }
        return emptiness.found > 0 || findings.allSatisfy { $0.failure == nil }
    }

    /// 4 if something is refused or missing or no stream is selected, otherwise 1 if something does not respond,
    /// otherwise 0.
    package var exitCode: ExitCode {
        if let obstacle { return obstacle.exitCode }
        let failures = findings.compactMap(\.failure)
        let isDenied = failures.contains { FailureCause($0.reason).exitCode == .denied }
        if token?.failure?.kind == .refused || isDenied || isEmpty { return .denied }
        return token?.failure == nil && failures.isEmpty ? .success : .runtimeFailure
    }

    /// The report as text.
    package var lines: [Line] {
        var lines: [Line] = []
        if let credentials {
            let parts = [
                "\(credentials.source) from \(credentials.place)", credentials.principal.map { "as \($0)" },
                credentials.quotaProject.map { "with the quota project \($0)" },
            ]
            lines.append(Line(text: "credentials: \(parts.compactMap { $0 }.joined(separator: ", "))"))
            lines += credentials.notes.map { Line(text: "note: \($0)") }
            let good = token?.expiry.map { "ok, expires \($0)" } ?? "ok"
            lines.append(Self.line("token", token?.failure?.description, or: good))
        } else if token != nil {
            lines.append(Line(text: "credentials: none needed, the endpoint is on this machine"))
        }
        lines += findings.map { Self.line($0.resource, $0.failure?.message, or: "ok, \($0.note)") }
        lines += projects.map {
            Line(text: "projects/\($0.project): \($0.streamsSelected) of \($0.streamsFound) streams selected")
        }
        if isEmpty, let emptiness { lines.append(Line(text: "FAILED: \(emptiness.description)", isFailure: true)) }
        return lines
    }

    private static func line(_ subject: String, _ failure: String?, or good: String) -> Line {
        Line(text: "\(subject): \(failure.map { "FAILED: \($0)" } ?? good)", isFailure: failure != nil)
    }
}
