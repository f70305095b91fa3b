internal import Datastream
internal import FoundationEssentials
internal import GoogleAuth
internal import Polling

/// What `check` found, and how it is told.
struct CheckReport: Sendable {
    /// The credentials that were found.
    struct Credentials: Sendable, Encodable {
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

    /// How many streams of a project were found, and how many of them are selected.
    struct Project: Sendable, Encodable {
        var project: String
        var streamsFound: Int
        var streamsSelected: Int
    }

    /// Nil where none are needed.
    var credentials: Credentials?
    var token = Token()
    var findings: [Reachability.Finding] = []
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
        let failures = findings.compactMap(\.failure)
        let isDenied = failures.contains { [.auth, .permission, .notFound].contains($0.reason) }
        if token.failure?.kind == .refused || isDenied || isEmpty { return .denied }
        return token.failure == nil && failures.isEmpty ? .success : .runtimeFailure
    }

    /// The report as lines for people, or as one object of JSON.
    func written(asJSON isJSON: Bool) -> String { isJSON ? json : text }

    private var text: String {
        var lines: [String] = []
        if let credentials {
            let parts = [
                "\(credentials.source) from \(credentials.place)", credentials.principal.map { "as \($0)" },
                credentials.quotaProject.map { "with the quota project \($0)" },
            ]
            lines.append("credentials: \(parts.compactMap { $0 }.joined(separator: ", "))")
            lines += credentials.notes.map { "note: \($0)" }
            let good = token.expiry.map { "ok, expires \($0)" } ?? "ok"
            lines.append("token: \(token.failure.map { "FAILED: \($0.description)" } ?? good)")
        } else {
            lines.append("credentials: none needed, the endpoint is on this machine")
        }
        lines += findings.map { finding in
            "\(finding.resource): \(finding.failure.map { "FAILED: \($0.message)" } ?? "ok, \(finding.note)")"
        }
        lines += projects.map { "projects/\($0.project): \($0.streamsSelected) of \($0.streamsFound) streams selected" }
        if isEmpty, let emptiness { lines.append("FAILED: \(emptiness.description)") }
        return lines.map { $0 + "\n" }.joined()
    }

    // MARK: - JSON

    private struct Entry: Encodable {
        struct Token: Encodable {
            var ok: Bool
            var expiry: String?
            var message: String?
        }

        struct Resource: Encodable {
            var resource: String
            var ok: Bool
            var note: String?
            var reason: String?
            var missingPermission: String?
            var message: String?
        }

        var credentials: Credentials?
        var token: Token?
        var resources: [Resource]
        var projects: [Project]
        /// Why no stream is selected.
        var message: String?
        var exitCode: Int32
    }

    private var json: String {
        let entry = Entry(
            credentials: credentials,
            token: credentials.map { _ in
                Entry.Token(
                    ok: token.failure == nil, expiry: token.expiry?.description, message: token.failure?.description)
            },
            resources: findings.map { finding in
                Entry.Resource(
                    resource: finding.resource, ok: finding.failure == nil,
                    note: finding.note.isEmpty ? nil : finding.note, reason: finding.failure?.reason.rawValue,
                    missingPermission: finding.permission, message: finding.failure?.message)
            }, projects: projects,
            message: isEmpty ? emptiness?.description : nil, exitCode: exitCode.rawValue)
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(entry) else { return "{}\n" }
        return String(decoding: data, as: UTF8.self) + "\n"
    }
}
