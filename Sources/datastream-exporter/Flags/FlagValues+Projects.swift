internal import CommandLine
internal import Datastream

extension FlagValues {
    /// The projects from the flags; otherwise the project in the variables that all Google tools read.
    func projects(_ environment: [String: String]) throws(CommandFailure) -> [String] {
        let projects = try all(Flags.projects)
        guard projects.isEmpty else { return projects }
        for variable in ["GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT"] {
            guard let project = environment[variable], !project.isEmpty else { continue }
            guard ResourceName.isID(project) else { throw .usage("\(variable): \(quoted(project)) is not an id") }
            return [project]
        }
        return []
    }
}
