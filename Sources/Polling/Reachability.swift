public import Datastream
internal import Notation

/// What the caller can reach of a source, asked once: every project or location, and every stream in it.
public struct Reachability: Sendable {
    /// What was found of one resource.
    public struct Finding: Sendable, Equatable {
        /// The resource's full name.
        public var resource: String
        /// What is there, for people: how many streams, how many objects.
        public var note: String
        /// Why it cannot be reached; nil when it can.
        public var failure: PollFailure?
        /// The permission that the caller lacks, where that is why.
        public var permission: String?

        /// A finding of known parts.
        public init(
            resource: String, note: String = "", failure: PollFailure? = nil, permission: String? = nil
        ) {
            self.resource = resource
            self.note = note
            self.failure = failure
            self.permission = permission
        }
    }

    private let client: DatastreamClient
    private let clock: PollClock
    private let isSelected: @Sendable (StreamName) -> Bool

    /// Longest time for one resource.
    private static let timeout = Duration.seconds(60)

    /// A check of the streams that are wanted.
    public init(
        _ client: DatastreamClient, clock: PollClock, isSelected: @escaping @Sendable (StreamName) -> Bool
    ) {
        self.client = client
        self.clock = clock
        self.isSelected = isSelected
    }

    /// Asks for everything in a source, and goes on after a failure.
    public func findings(_ source: StreamSource) async -> [Finding] {
        switch source {
        case .named(let streams):
            var findings: [Finding] = []
            for stream in streams.filter(isSelected) { findings.append(await named(stream)) }
            return findings
        case .project(let project, let locations):
            return locations.isEmpty ? await whole(project) : await parts(project, locations)
        }
    }

    private var deadline: Duration { clock.uptime() + Self.timeout }

    // MARK: - Projects and locations

    private func whole(_ project: String) async -> [Finding] {
        let name = "projects/\(project)"
        let found = await client.discover(project: project, locations: [], deadline: deadline)
        var findings = found.failures.map { failure in
            Finding(
                resource: name, failure: failure,
                permission: failure.reason == .permission ? found.missingPermission : nil)
        }
        if findings.isEmpty {
            findings.append(Finding(resource: name, note: Self.count(found.streams.count, "stream")))
        }
        for location in found.unreachable.sorted() {
            findings.append(Self.unreachable("\(name)/locations/\(location)"))
        }
        return await findings + streams(found.streams.keys.sorted())
    }

    private func parts(_ project: String, _ locations: [String]) async -> [Finding] {
        var findings: [Finding] = []
        for location in locations {
            let name = "projects/\(project)/locations/\(location)"
            let call = APICall.listStreams(project: project, location: location, pageToken: nil)
            do throws(CallFailure) {
                let listing = try await client.streams(inProject: project, location: location, deadline: deadline)
                if listing.unreachable.contains(location) {
                    findings.append(Self.unreachable(name))
                } else {
                    findings.append(Finding(resource: name, note: Self.count(listing.streams.count, "stream")))
                }
                findings += await streams(listing.streams.keys.sorted())
            } catch {
                let known = error.mayBeMisspelt ? try? await client.locations(of: project, deadline: deadline) : nil
                findings.append(Self.failed(name, error, call, misspelt: location, known: known ?? []))
            }
        }
        return findings
    }

    private static func unreachable(_ name: String) -> Finding {
        Finding(resource: name, failure: PollFailure(.server, "\(name): the API itself could not reach the location"))
    }

    // MARK: - Streams

    private func streams(_ names: [StreamName]) async -> [Finding] {
        var findings: [Finding] = []
        for name in names where isSelected(name) { findings.append(await objects(of: name)) }
        return findings
    }

    private func objects(of stream: StreamName) async -> Finding {
        do throws(CallFailure) {
            let page = try await client.firstPage(of: stream, deadline: deadline)
            let count = Self.count(page.count, "object")
            return Finding(resource: stream.description, note: page.isLast ? count : "\(count) and more")
        } catch {
            return Self.failed(stream.description, error, .listObjects(of: stream, pageToken: nil))
        }
    }

    private func named(_ stream: StreamName) async -> Finding {
        do throws(CallFailure) {
            _ = try await client.stream(stream, deadline: deadline)
            return await objects(of: stream)
        } catch {
            var known: [String] = []
            if error.mayBeMisspelt,
                let listing = try? await client.streams(
                    inProject: stream.project, location: stream.location, deadline: deadline)
            {
                known = listing.streams.keys.map(\.stream).sorted()
            }
            return Self.failed(
                stream.description, error, .getStream(stream), misspelt: stream.stream, known: known)
        }
    }

    private static func failed(
        _ resource: String, _ error: CallFailure, _ call: APICall, misspelt name: String = "", known: [String] = []
    ) -> Finding {
        var failure = error.pollFailure(of: call)
        if let near = NearestName.of(name, in: known) {
            failure.message = failure.message.replacing("; is the name right?", with: "") + "; is it \(near)?"
        }
        return Finding(
            resource: resource, failure: failure, permission: error.missingPermission(for: call))
    }

    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
