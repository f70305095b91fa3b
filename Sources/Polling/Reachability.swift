package import Datastream
internal import Notation
package import System

/// Checks once what the caller can reach in a source: every project or location, and every stream in it.
package struct Reachability: Sendable {
    /// The result for one resource.
    package struct Finding: Sendable, Equatable {
        /// The resource's full name.
        package var resource: String
        /// A note for the user: how many streams or objects were found.
        package var note = ""
        /// Why the resource cannot be reached; nil if it can.
        package var failure: PollFailure?
        /// The permission that the caller lacks, if that is the reason.
        package var permission: String?
    }

    /// The result for one source.
    package struct Survey: Sendable {
        /// The resources, each reachable or not.
        package var findings: [Finding] = []
        /// The streams found or named, by project, before filters; a project whose searches all failed is absent.
        package var found: [String: Set<StreamName>] = [:]
    }

    private let client: DatastreamClient
    private let clock: SystemClock
    private let selection: StreamSelection

    /// Timeout for one resource.
    private static let timeout = Duration.seconds(60)

    /// Creates a check of the selected streams.
    package init(_ client: DatastreamClient, clock: SystemClock, selection: StreamSelection = StreamSelection()) {
        self.client = client
        self.clock = clock
        self.selection = selection
    }

    /// Checks everything in a source, and continues after a failure.
    package func survey(_ source: StreamSource) async -> Survey {
        switch source {
        case .named(let streams):
            var survey = Survey(found: Dictionary(grouping: streams, by: \.project).mapValues(Set.init))
            for stream in streams.filter(selection.selects) { survey.findings.append(await named(stream)) }
            return survey
        case .project(let project, let locations):
            return locations.isEmpty ? await whole(project) : await parts(project, locations)
        }
    }

    private var deadline: Duration { clock.uptime() + Self.timeout }

    // MARK: - Projects and locations

    private func whole(_ project: String) async -> Survey {
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
        findings += await streams(found.streams.keys.sorted())
        let isKnown = found.failures.isEmpty || !found.streams.isEmpty
        return Survey(findings: findings, found: isKnown ? [project: Set(found.streams.keys)] : [:])
    }

    private func parts(_ project: String, _ locations: [String]) async -> Survey {
        var survey = Survey()
        for location in locations {
            let name = "projects/\(project)/locations/\(location)"
            let call = APICall.listStreams(project: project, location: location, pageToken: nil)
            do throws(CallFailure) {
                let listing = try await client.streams(inProject: project, location: location, deadline: deadline)
                if !listing.unreachable.isDisjoint(with: [location, Discovery.allLocations]) {
                    survey.findings.append(Self.unreachable(name))
                } else {
                    survey.findings.append(Finding(resource: name, note: Self.count(listing.streams.count, "stream")))
                }
                survey.found[project, default: []].formUnion(listing.streams.keys)
                survey.findings += await streams(listing.streams.keys.sorted())
            } catch {
                let known = error.mayBeMisspelt ? try? await client.locations(of: project, deadline: deadline) : nil
                survey.findings.append(Self.failed(name, error, call, misspelt: location, known: known ?? []))
            }
        }
        return survey
    }

    private static func unreachable(_ name: String) -> Finding {
        Finding(resource: name, failure: PollFailure(.server, "\(name): the API itself could not reach the location"))
    }

    // MARK: - Streams

    private func streams(_ names: [StreamName]) async -> [Finding] {
        var findings: [Finding] = []
        for name in names where selection.selects(name) { findings.append(await objects(of: name)) }
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
        var failure = error.pollFailure(of: call, alwaysQuoting: true)
        if let near = NearestName.of(name, in: known) {
            failure.message = failure.message.replacing("; check the name", with: "") + "; is it \(near)?"
        }
        return Finding(
            resource: resource, failure: failure, permission: error.missingPermission(for: call))
    }

    private static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
}
