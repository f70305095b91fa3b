internal import CommandLine
internal import Datastream
internal import GoogleAuth
internal import Notation
internal import Polling

extension CheckReport {
    /// The report for programs: a JSON object on one line.
    package var json: String {
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
    var json: JSON {
        .members([
            "notes": .array(notes.map(JSON.string)), "place": .string(place), "principal": principal.map(JSON.string),
            "quotaProject": quotaProject.map(JSON.string), "source": .string(source),
        ])
    }
}

extension CheckReport.Token {
    var json: JSON {
        .members([
            "expiry": (expiry?.description).map(JSON.string), "message": (failure?.description).map(JSON.string),
            "ok": .boolean(failure == nil),
        ])
    }
}

extension CheckReport.Project {
    var json: JSON {
        .members([
            "project": .string(project), "streamsFound": .number(Int64(streamsFound)),
            "streamsSelected": .number(Int64(streamsSelected)),
        ])
    }
}
