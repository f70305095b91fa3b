internal import System

/// An accepted connection and its peer.
struct AcceptedSocket: ~Copyable {
    let descriptor: FileDescriptor
    let peer: SocketAddress.Host
}
