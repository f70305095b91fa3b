internal import FoundationEssentials
internal import Glibc
internal import System

prepareStandardStreams()
// Before any other thread exists, so that all of them leave the signals to this one.
StopSignals.block()
Task.detached {
    let process = ProcessInfo.processInfo
    exit(await Command.main(Array(process.arguments.dropFirst()), environment: process.environment).rawValue)
}
StopSignals.deliver()
