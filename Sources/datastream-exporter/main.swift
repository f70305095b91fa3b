internal import FoundationEssentials
internal import Glibc

// Before any other thread exists, so that all of them leave the signals to the one that waits for them.
StopSignals.block()
let process = ProcessInfo.processInfo
exit(await Command.main(Array(process.arguments.dropFirst()), environment: process.environment).rawValue)
