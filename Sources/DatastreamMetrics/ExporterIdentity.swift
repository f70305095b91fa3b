package import Datastream

/// The running program: its build and its configuration.
package struct ExporterIdentity: Sendable, Equatable {
    /// The version, such as `0.1.0`.
    package var version: String
    /// The commit it was built from.
    package var revision: String
    /// The branch it was built from.
    package var branch: String
    /// The Swift compiler's version.
    package var swiftVersion: String
    /// The operating system, in Go's naming.
    package var operatingSystem: String
    /// The processor architecture, in Go's naming.
    package var architecture: String
    /// How often streams are polled.
    package var pollInterval: Duration
    /// The subset of streams that it polls.
    package var shard: Shard

    /// Creates an identity from its fields.
    package init(
        version: String, revision: String, branch: String, swiftVersion: String, operatingSystem: String,
        architecture: String, pollInterval: Duration, shard: Shard = .whole
    ) {
        self.version = version
        self.revision = revision
        self.branch = branch
        self.swiftVersion = swiftVersion
        self.operatingSystem = operatingSystem
        self.architecture = architecture
        self.pollInterval = pollInterval
        self.shard = shard
    }
}
