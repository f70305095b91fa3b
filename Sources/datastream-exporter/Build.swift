internal import CBuild
internal import Datastream
internal import DatastreamMetrics

/// What this binary was built from.
enum Build {
    static let version = "0.1.0"
    static let revision = String(cString: build_revision())
    static let branch = String(cString: build_branch())

    #if swift(>=6.4)
        static let swiftVersion = "6.4"
    #elseif swift(>=6.3)
        static let swiftVersion = "6.3"
    #else
        static let swiftVersion = "6.2"
    #endif

    #if arch(x86_64)
        static let architecture = "amd64"
    #elseif arch(arm64)
        static let architecture = "arm64"
    #else
        static let architecture = "unknown"
    #endif

    /// What `--version` prints, in the layout that Prometheus' own programs have.
    static var description: String {
        """
        datastream-exporter, version \(version) (branch: \(branch), revision: \(revision))
          swift version:    \(swiftVersion)
          platform:         linux/\(architecture)
        """
    }

    /// The program as its metrics show it.
    static func identity(pollInterval: Duration, shard: Shard) -> ExporterIdentity {
        ExporterIdentity(
            version: version, revision: revision, branch: branch, swiftVersion: swiftVersion, operatingSystem: "linux",
            architecture: architecture, pollInterval: pollInterval, shard: shard)
    }
}
