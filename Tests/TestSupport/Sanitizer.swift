import Foundation

/// A sanitizer with which the tests and the program were built: see `.ci/sanitizers`.
package enum Sanitizer: Sendable {
    /// Finds data races.
    case thread
    /// Finds what reads and writes where it must not.
    case address

    /// The sanitizer of this process; nil in an ordinary build.
    package static let active: Sanitizer? =
        isLinked("__tsan_init") ? .thread : isLinked("__asan_init") ? .address : nil

    /// How many times longer than usual a test may take.
    package static var slowdown: Int { active == nil ? 1 : 10 }

    private static func isLinked(_ symbol: String) -> Bool { dlsym(nil, symbol) != nil }
}

/// How many minutes a test waits at most: long enough for a machine that is busy with everything else.
package let patientMinutes = 10 * Sanitizer.slowdown

/// How long a test waits for anything, at most.
package let testPatience = Duration.seconds(60 * patientMinutes)
