// Runs any number of simulated histories of the whole program, one for each seed, and says which break a promise.
//
// simulation --seeds 0..<10000 [--shrink] [--jobs 2]
// simulation --seed 42 [--polls 3] [--without cut,html] [--trace] [--shrink]
import Foundation

// The order of sets and dictionaries must be the same in each run; Swift reads this when a process starts.
if ProcessInfo.processInfo.environment["SWIFT_DETERMINISTIC_HASHING"] == nil {
    setenv("SWIFT_DETERMINISTIC_HASHING", "1", 1)
    var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    execv("/proc/self/exe", &arguments)
}
do {
    exit(try Run(Array(CommandLine.arguments.dropFirst())).run())
} catch {
    print("simulation: \(error)")
    exit(2)
}
