internal import CommandLine
internal import Datastream
internal import GoogleAuth
internal import Notation
internal import Polling

/// What `check` found, and how it is told.
struct CheckReport: Sendable {
    /// The credentials that were found.
    struct Credentials: Sendable {
        var source: String
        var place: String
        /// As whom they act; nil when nobody says it.
        var principal: String?
        var quotaProject: String?
        /// What people should know of them.
        var notes: [String] = []
    }

    /// What became of the attempt to have a token.
    struct Token: Sendable {
        var expiry: Timestamp?
        var failure: TokenFailure?
    }

    /// A line for people.
    struct Line: Sendable, Equatable {
        var text: String
        var isFailure = false
    }

    /// How many streams of a project were found, and how many of them are selected.
    struct Project: Sendable {
        var project: String
        var streamsFound: Int
        var streamsSelected: Int
    }

    /// Nil where none are needed.
    var credentials: Credentials?
    /// Nil where it was not tried.
    var token: Token?
    var findings: [Reachability.Finding] = []
    /// What kept it from looking, or from looking further.
    var obstacle: CommandFailure?
    private(set) var projects: [Project] = []
    private var found: Set<StreamName> = []
    private var emptiness: EmptySelection?

    /// Adds what was found in a source.
    mutating func add(_ survey: Reachability.Survey, _ selection: StreamSelection) {
        findings += survey.findings
        for (project, names) in survey.found.sorted(by: { $0.key < $1.key }) {
            found.formUnion(names)
            let selected = names.count(where: selection.selects)
            projects.append(Project(project: project, streamsFound: names.count, streamsSelected: selected))
        }
        emptiness = selection.emptiness(of: found)
    }

    /// Whether the filters leave nothing, or everything was searched and there is nothing.
    private var isEmpty: Bool {
        guard let emptiness else { return false }
        return emptiness.found > 0 || findings.allSatisfy { $0.failure == nil }
    }

    /// 4 where something is refused or missing or no stream is selected, else 1 where something does not answer, else 0.
    var exitCode: ExitCode {
        if let obstacle { return obstacle.exitCode }
        let failures = findings.compactMap(\.failure)
        let isDenied = failures.contains { [.auth, .permission, .notFound].contains($0.reason) }
        if token?.failure?.kind == .refused || isDenied || isEmpty { return .denied }
        return token?.failure == nil && failures.isEmpty ? .success : .runtimeFailure
    }

    /// The report for people.
    var lines: [Line] {
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

    // MARK: - JSON

    /// The report for programs: an object of JSON on one line.
    var json: String {
        let report = JSON.members([
            "credentials": credentials?.json, "error": obstacle.map { .string($0.text) },
            "exitCode": .number(Int64(exitCode.rawValue)),
            "message": isEmpty ? emptiness.map { .string($0.description) } : nil,
            "projects": .array(projects.map(\.json)), "resources": .array(findings.map(Self.json)),
            "token": credentials == nil ? nil : token?.json,
        ])
        return report.text + "\n"
    }

    private static func json(_ finding: Reachability.Finding) -> JSON {
        .members([
            "message": (finding.failure?.message).map(JSON.string),
            "missingPermission": finding.permission.map(JSON.string),
            "note": finding.note.isEmpty ? nil : .string(finding.note), "ok": .boolean(finding.failure == nil),
            "reason": (finding.failure?.reason.rawValue).map(JSON.string), "resource": .string(finding.resource),
        ])
    }
}

extension CheckReport.Credentials {
    fileprivate var json: JSON {
        .members([
            "notes": .array(notes.map(JSON.string)), "place": .string(place), "principal": principal.map(JSON.string),
            "quotaProject": quotaProject.map(JSON.string), "source": .string(source),
        ])
    }
}

extension CheckReport.Token {
    fileprivate var json: JSON {
        .members([
            "expiry": (expiry?.description).map(JSON.string), "message": (failure?.description).map(JSON.string),
            "ok": .boolean(failure == nil),
        ])
    }
}

extension CheckReport.Project {
    fileprivate var json: JSON {
        .members([
            "project": .string(project), "streamsFound": .number(Int64(streamsFound)),
            "streamsSelected": .number(Int64(streamsSelected)),
        ])
    }
}
