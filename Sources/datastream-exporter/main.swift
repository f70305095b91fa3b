internal import CommandLine
internal import Glibc
internal import System

prepareStandardStreams()
let arguments = ProgramArguments.all(found: Swift.CommandLine.arguments) {
    Array((KernelFiles.text(of: "/proc/self/cmdline") ?? "").utf8)
}
let manner: StopSignals.Manner = CommandTable.program.command(named: arguments)?.isDaemon == true ? .daemon : .command
// Block signals before any other thread exists, so that every thread leaves them to this one.
StopSignals.block(manner)
Task.detached { [arguments] in
    // Not `exit`: it runs library destructors while other threads still use what they destroy. Nothing is buffered.
    _exit(await Program.main(arguments, environment: ProgramEnvironment.variables).rawValue)
}
StopSignals.deliver(manner, patience: Exporter.patience)
