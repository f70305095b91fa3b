internal import CommandLine
internal import Datastream

extension FlagValues {
    /// The projects that the flags name, else the one of the variables that all of Google's tools read.
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
