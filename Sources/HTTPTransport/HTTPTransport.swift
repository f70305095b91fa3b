internal import Notation
import Synchronization
internal import System

/// HTTP through libcurl: HTTP/2 where offered, gzip, persistent connections, and a limit on everything.
///
/// All transfers run on one thread. The transport follows no redirects, keeps no cookies and verifies every
/// certificate.
package final class HTTPTransport: Sendable {
    private let settings: TransportSettings
    private let mailbox: Mailbox
    private let thread: Mutex<BlockingThread?>

    /// Starts the transport's thread.
    ///
    /// Fails with `.certificate` if the environment's authorities cannot be read, with `.proxy` if its proxy URL is
    /// invalid, and with `.local` if there is no memory or thread.
    package init(_ configuration: TransportConfiguration) throws(TransportError) {
        try CurlLibrary.ready.get()
        settings = try TransportSettings(configuration)
        let loop = try TransferLoop(settings)
        mailbox = loop.mailbox
        do throws(SystemError) {
            thread = try Mutex(BlockingThread { loop.run() })
        } catch {
            throw TransportError(.local, "no thread for the transfers: \(error.reason)")
        }
    }

    deinit { shutdown() }

    /// Sends a request and returns the complete response, whatever its status.
    ///
    /// Cancelling the task ends the transfer at once. Nothing is retried, except that libcurl resends a request if the
    /// server had already closed the reused connection.
    package func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let destination = try Destination(request.url, linkLocalHosts: settings.linkLocalHosts)
        guard request.headers.fields.allSatisfy(\.isSendable) else {
            throw TransportError(.local, "\(destination.name): a header field cannot be sent")
        }
        let ticket = Ticket()
        let result = await withTaskCancellationHandler {
            await withCheckedContinuation { (reply: Submission.Reply) in
                let submission = Submission(
                    request: request, destination: destination,
                    proxy: settings.proxy(for: request, to: destination), ticket: ticket, reply: reply)
                guard !mailbox.submit(submission) else { return }
                reply.resume(
                    returning: .failure(TransportError(.cancelled, "the transport was shut down")))
            }
        } onCancel: {
            mailbox.cancel(ticket)
        }
        return try result.get()
    }

    /// Cancels all transfers and waits for the thread to end; later requests fail as cancelled, too.
    package func shutdown() {
        mailbox.close()
        _ = thread.withLock { $0.take() }
    }
}
