internal import System

/// Where gcloud keeps its configuration, and its current project.
struct GcloudConfiguration: Sendable {
    let environment: AuthEnvironment

    /// Largest configuration file that is read, in bytes.
    private static let maximumBytes = 64 * 1_024

    /// The environment variable that sets the folder.
    var setting: String { environment.variables["CLOUDSDK_CONFIG"] == nil ? "HOME" : "CLOUDSDK_CONFIG" }

    /// The configuration folder; nil without a home folder.
    var folder: String? {
        environment.variables["CLOUDSDK_CONFIG"] ?? environment.variables["HOME"].map { "\($0)/.config/gcloud" }
    }

    /// The file that `gcloud auth application-default login` writes.
    var credentialsPath: String? { folder.map { "\($0)/application_default_credentials.json" } }

    /// gcloud's current project; nil if none is set.
    var project: String? {
        if let project = environment.variables["CLOUDSDK_CORE_PROJECT"] { return project }
        guard let folder else { return nil }
        let name =
            environment.variables["CLOUDSDK_ACTIVE_CONFIG_NAME"] ?? text("\(folder)/active_config")?.trimmed
            ?? "default"
        guard !name.isEmpty, !name.contains("/") else { return nil }
        return text("\(folder)/configurations/config_\(name)").flatMap { Self.project(in: $0) }
    }

    /// The value of `project` in the section `core` of an INI file.
    static func project(in settings: String) -> String? {
        var section = ""
        for line in settings.split(whereSeparator: \.isNewline).map({ String($0).trimmed }) {
            if line.hasPrefix("["), line.hasSuffix("]") { section = String(line.dropFirst().dropLast()).trimmed }
            let parts = line.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
            if section == "core", parts.count == 2, parts[0] == "project", !parts[1].isEmpty { return parts[1] }
        }
        return nil
    }

    private func text(_ path: String) -> String? {
        let file = try? environment.read(path, Self.maximumBytes, nil)
        return file.map { String(decoding: $0.bytes, as: UTF8.self) }
    }
}
