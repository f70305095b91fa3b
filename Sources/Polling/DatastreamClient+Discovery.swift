internal import Datastream

extension DatastreamClient {
    /// Searches for the streams of a project.
    func discover(project: String, locations: [String], deadline: Duration) async -> Discovery {
        if !locations.isEmpty { return await discover(project, in: locations, deadline) }
        do throws(CallFailure) {
            let listing = try await streams(
                inProject: project, location: Discovery.allLocations, deadline: deadline)
            var found = Discovery(streams: listing.streams, unreachable: listing.unreachable)
            for stream in listing.streams.keys { found.scopes[stream.scope] = true }
            for location in listing.unreachable {
                found.scopes[PollState.Scope(project: project, location: location)] = false
            }
            return found
        } catch {
            guard error.isRefusalOfWildcard else { return .failed(project, Discovery.allLocations, error) }
        }
        do throws(CallFailure) {
            let locations = try await self.locations(of: project, deadline: deadline)
            return await discover(project, in: locations, deadline)
        } catch {
            return .failed(
                project, Discovery.allLocations, error, of: .listLocations(project: project, pageToken: nil))
        }
    }

    /// Searches each location on its own, so that one failure does not hide the others.
    private func discover(_ project: String, in locations: [String], _ deadline: Duration) async -> Discovery {
        await withTaskGroup(of: Discovery.self) { group in
            for location in locations {
                group.addTask { await discover(project, in: location, deadline) }
            }
            return await group.reduce(into: Discovery()) { $0.add($1) }
        }
    }

    private func discover(_ project: String, in location: String, _ deadline: Duration) async -> Discovery {
        do throws(CallFailure) {
            let listing = try await streams(inProject: project, location: location, deadline: deadline)
            let isWhole = listing.unreachable.isDisjoint(with: [location, Discovery.allLocations])
            return Discovery(
                streams: listing.streams, scopes: [PollState.Scope(project: project, location: location): isWhole],
                unreachable: listing.unreachable)
        } catch {
            return .failed(project, location, error)
        }
    }
}

extension CallFailure {
    /// Whether the API may have refused the wildcard for all locations, which its documentation does not mention.
    fileprivate var isRefusalOfWildcard: Bool {
        guard case .refused(let error) = self else { return false }
        return [400, 404, 405, 501].contains(error.httpStatus)
    }
}
