internal import CBuild
internal import Datastream
internal import DatastreamMetrics

/// The version and origin of this binary.
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

    /// The text of `--version`, laid out as Prometheus' own programs do.
    static var description: String {
        """
        datastream-exporter, version \(version) (branch: \(branch), revision: \(revision))
          swift version:    \(swiftVersion)
          platform:         linux/\(architecture)
        """
    }

    /// The program's identity in its metrics.
    static func identity(pollInterval: Duration, shard: Shard) -> ExporterIdentity {
        ExporterIdentity(
            version: version, revision: revision, branch: branch, swiftVersion: swiftVersion, operatingSystem: "linux",
            architecture: architecture, pollInterval: pollInterval, shard: shard)
    }
}
