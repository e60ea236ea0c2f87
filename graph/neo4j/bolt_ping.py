#!/usr/bin/env python3
"""bolt_ping.py PORT [TIMEOUT_S [PID]]: wait until a Neo4j on 127.0.0.1:PORT really answers a query.

The user is neo4j and the password is in BOLT_PASSWORD ("-": no login), so that it shows in no list of processes. Standard
library only: start_neo4j.sh runs it where nothing of edgewise is installed. It speaks the little of Bolt 5 that it needs:
handshake, HELLO, LOGON, RUN "RETURN 1".

Exit: 0 answered (prints the server's name and the seconds waited), 1 out of time, 2 refused (a wrong password, ...), 3 the
process PID ended meanwhile.
"""

import os
import socket
import struct
import sys
import time

HELLO, LOGON, RUN, SUCCESS = 0x01, 0x6A, 0x10, 0x70


class Refused(Exception):
    """The server answers, and will answer the same next time."""


def pack(value):
    """Return text under 64 KiB, a small number or a short mapping of these as PackStream bytes."""
    if isinstance(value, str):
        data = value.encode()
        size = len(data)
        head = bytes([0x80 | size]) if size < 16 else b"\xd0" + bytes([size]) if size < 256 else b"\xd1" + struct.pack(">H", size)
        return head + data
    if isinstance(value, int):
        return struct.pack(">b", value)
    return bytes([0xA0 | len(value)]) + b"".join(pack(k) + pack(v) for k, v in value.items())


def exactly(sock, size):
    """Return that many bytes, or raise ConnectionError."""
    data = b""
    while len(data) < size:
        more = sock.recv(size - len(data))
        if not more:
            raise ConnectionError("closed by the server")
        data += more
    return data


def ask(sock, tag, *fields):
    """Send one message; return (tag, raw rest) of its reply."""
    body = bytes([0xB0 | len(fields), tag]) + b"".join(pack(f) for f in fields)
    sock.sendall(struct.pack(">H", len(body)) + body + b"\0\0")
    reply = b""
    while True:
        size = struct.unpack(">H", exactly(sock, 2))[0]
        if size:
            reply += exactly(sock, size)
        elif reply:  # a lone 00 00 only keeps the connection alive
            return reply[1], reply[2:]


def ping(port, password):
    """Return the server's name, like "Neo4j/5.26.30". Raises Refused, or OSError while it is not up yet."""
    with socket.create_connection(("127.0.0.1", port), timeout=5) as sock:
        sock.sendall(b"\x60\x60\xb0\x17" + bytes([0, 3, 4, 5]) + bytes(12))  # offers Bolt 5.1 to 5.4
        if exactly(sock, 4) == bytes(4):
            raise Refused("no common Bolt version")
        _, rest = ask(sock, HELLO, {"user_agent": "bolt_ping/1", "bolt_agent": {"product": "bolt_ping/1"}})
        at = rest.find(b"Neo4j/")
        name = rest[at : at + 40].split(b"\x8d")[0].split(b"\x8c")[0] if at >= 0 else b"?"
        login = {"scheme": "none"} if password == "-" else {"scheme": "basic", "principal": "neo4j", "credentials": password}
        tag, rest = ask(sock, LOGON, login)
        if tag != SUCCESS:
            raise Refused(rest.decode("utf-8", "replace"))
        tag, rest = ask(sock, RUN, "RETURN 1", {}, {})
        if tag != SUCCESS:  # for one: the database is not available yet
            raise ConnectionError(rest.decode("utf-8", "replace"))
        return "".join(c for c in name.decode("ascii", "ignore") if c.isalnum() or c in "./-")


def ended(pid):
    """Return whether that process is gone."""
    try:
        with open(f"/proc/{pid}/stat") as f:
            return f.read().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def main(port, timeout="90", pid=None):
    """Return the exit code; see the top of this file."""
    start, last = time.monotonic(), ""
    while time.monotonic() - start < float(timeout):
        try:
            name = ping(int(port), os.environ.get("BOLT_PASSWORD", "-"))
            print(f"{name} {time.monotonic() - start:.1f} s")
            return 0
        except Refused as problem:
            print("refused:", problem, file=sys.stderr)
            return 2
        except OSError as problem:
            last = problem
        if pid and ended(pid):
            print(f"process {pid} ended", file=sys.stderr)
            return 3
        time.sleep(0.1)
    print(f"no answer in {timeout} s: {last}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3, 4):
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
