"""A server that speaks HTTP/2 over TLS, frame by frame, and fails as it is told to.

Arguments: certificate, key, fault. The fault hits the first request; all later ones are answered with {}.
"""
import socket
import ssl
import sys
import threading

certificate, key, fault = sys.argv[1:4]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
context.set_alpn_protocols(["h2"])
DATA, HEADERS, RESET, SETTINGS, GOAWAY = 0, 1, 3, 4, 7
END_STREAM, END_HEADERS = 1, 4
RESETS = {"refused": 7, "internal": 2, "calm": 11}
lock = threading.Lock()
requests = 0


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def read(peer, count):
    data = b""
    while len(data) < count:
        piece = peer.recv(count - len(data))
        if not piece:
            raise OSError("the peer has gone")
        data += piece
    return data


def answer(stream, number):
    """What is sent to a request, and whether the connection goes on."""
    status = frame(HEADERS, END_HEADERS, stream, b"\x88")  # :status 200
    whole = status + frame(DATA, END_STREAM, stream, b"{}")
    if number > 1:
        return whole, True
    if fault in RESETS:
        return frame(RESET, 0, stream, RESETS[fault].to_bytes(4, "big")), True
    if fault == "reset in the body":
        return status + frame(DATA, 0, stream, b"{") + frame(RESET, 0, stream, (2).to_bytes(4, "big")), True
    if fault == "goaway":
        return whole + frame(GOAWAY, 0, 0, stream.to_bytes(4, "big") + bytes(4)), False
    if fault == "goaway unanswered":
        return frame(GOAWAY, 0, 0, bytes(8)), False
    if fault == "stall":
        return status, True
    if fault == "HTTP/1.1":
        return b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}", True
    if fault == "garbage":
        return frame(HEADERS, END_HEADERS, stream, b"\xff" * 9), True
    if fault == "cut":
        return status + frame(DATA, 0, stream, b"{")[:-1], False
    return whole, True


def serve(connection):
    global requests
    try:
        peer = context.wrap_socket(connection, server_side=True)
        read(peer, 24)
        peer.sendall(frame(SETTINGS, 0, 0))
        while True:
            head = read(peer, 9)
            read(peer, int.from_bytes(head[:3], "big"))
            kind, flags, stream = head[3], head[4], int.from_bytes(head[5:], "big")
            if kind == SETTINGS and not flags & 1:
                peer.sendall(frame(SETTINGS, 1, 0))
            if kind == HEADERS:
                with lock:
                    requests += 1
                    number = requests
                data, goes_on = answer(stream, number)
                peer.sendall(data)
                if not goes_on:
                    peer.unwrap()
                    return
    except (OSError, ssl.SSLError):
        pass
    finally:
        connection.close()


listener = socket.create_server(("127.0.0.1", 0))
print(f"ACCEPT 127.0.0.1:{listener.getsockname()[1]}", flush=True)
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
