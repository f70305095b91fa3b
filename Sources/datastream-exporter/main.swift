internal import FoundationEssentials
internal import Glibc

let process = ProcessInfo.processInfo
exit(await Command.main(Array(process.arguments.dropFirst()), environment: process.environment).rawValue)
