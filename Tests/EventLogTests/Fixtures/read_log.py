#!/usr/bin/env python3
"""Reads a log by Docs/log-format.md alone, without any code of the engine.

usage: read_log.py LOGDIR [CHECKPOINT VKEY]

Checks every record, index and node, prints records and root, and holds the log to a signed
checkpoint (a file) with the log's public key (a note's vkey, or a file that holds one).
Needs py-lmdb, and for a checkpoint the package cryptography.
"""

import base64
import hashlib
import os
import struct
import sys

HEADER = struct.Struct(">BBHQQ16sqqq32s32sBB")


def sha(*parts: bytes) -> bytes:
    return hashlib.sha256(b"".join(parts)).digest()


def root(leaves: list) -> bytes:
    if not leaves:
        return sha()
    if len(leaves) == 1:
        return leaves[0]
    left = 1 << (len(leaves) - 1).bit_length() - 1
    return sha(b"\1", root(leaves[:left]), root(leaves[left:]))


def need(condition: bool, why: str) -> None:
    if not condition:
        sys.exit(f"the log is wrong: {why}")


def read(folder: str) -> tuple:
    import lmdb

    names = ("meta", "records", "ids", "streams", "revisions", "nodes")
    environment = lmdb.open(folder, map_size=1 << 40, max_dbs=32, create=False)
    handles = {name: environment.open_db(name.encode(), create=False) for name in names}
    with environment.begin() as transaction:
        tables = {
            name: [(bytes(k), bytes(v)) for k, v in transaction.cursor(handle)]
            for name, handle in handles.items()
        }
    meta = dict(tables["meta"])
    need(meta[b"format"] == b"\0\0\0\1", "its format is not 1")

    leaves, removed, last = [], 0, None
    ids, revisions, streams = {}, {}, {}
    for position, (key, value) in enumerate(tables["records"]):
        at = f"position {position}"
        need(key == struct.pack(">Q", position), f"{at} is missing")
        (version, flags, length, place, revision, event, recorded, raw, simulated,
         data_hash, metadata_hash, stream_length, type_length) = HEADER.unpack_from(value)
        need((version, place) == (1, position) and flags in (0, 1), f"{at}: header")
        need(length == 126 + stream_length + type_length, f"{at}: length")
        header, body = value[:length], value[length:]
        stream = header[126:126 + stream_length]
        header[126 + stream_length:].decode("utf-8")
        need(recorded == (raw if last is None else max(raw, last)), f"{at}: recorded time")
        last = recorded
        if body == b"\0":
            removed += 1
        else:
            data_length, metadata_length = struct.unpack_from(">II", body, 33)
            data, metadata = body[41:41 + data_length], body[41 + data_length:]
            need(body[0] == 1 and len(metadata) == metadata_length, f"{at}: body")
            need(sha(body[1:17], data) == data_hash, f"{at}: data")
            need(sha(body[17:33], metadata) == metadata_hash, f"{at}: metadata")
        number, count, had, clock = streams.get(stream, (len(streams), 0, 0, 0))
        need(revision == count, f"{at}: revision")
        if flags:
            need(not had or simulated >= clock, f"{at}: simulated time")
            had, clock = 1, simulated
        streams[stream] = (number, count + 1, had, clock)
        need(event not in ids, f"{at}: event id")
        ids[event] = key
        revisions[struct.pack(">QQ", number, revision)] = key
        leaves.append(sha(b"\0", header))

    nodes, level, width = {}, leaves, 1
    while len(level) > 1:
        level = [sha(b"\1", left, right) for left, right in zip(level[::2], level[1::2])]
        width *= 2
        for index, node in enumerate(level):
            key = struct.pack(">Q", (index + 1) * width - 1)
            nodes[key] = nodes.get(key, b"") + node
    need(dict(tables["ids"]) == ids, "ids")
    need(dict(tables["revisions"]) == revisions, "revisions")
    need(
        dict(tables["streams"]) == {k: struct.pack(">QQBq", *v) for k, v in streams.items()},
        "streams")
    need(dict(tables["nodes"]) == nodes, "nodes")
    return meta[b"log-id"], leaves, removed


def check(text: bytes, vkey: str, log_id: bytes, leaves: list) -> int:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    name, digest, key = vkey.strip().split("+", 2)
    public = base64.b64decode(key, validate=True)
    key_id = sha(name.encode(), b"\n", public)[:4]
    need(public[0] == 1 and key_id.hex() == digest, "the key does not fit together")
    body, _, signatures = text.rpartition(b"\n\n")
    body += b"\n"
    prefix = f"— {name} ".encode()
    found = [line[len(prefix):] for line in signatures.split(b"\n") if line.startswith(prefix)]
    need(len(found) == 1, "the checkpoint is not signed by the key")
    signature = base64.b64decode(found[0], validate=True)
    need(signature[:4] == key_id, "the checkpoint is signed by another key")
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(signature[4:], body)
    origin, size, signed = body.decode().split("\n")[:3]
    need(origin == name == f"tocsin-log/{log_id.hex()}", "the checkpoint is of another log")
    need(int(size) <= len(leaves), "the log is shorter than the checkpoint")
    need(base64.b64decode(signed) == root(leaves[:int(size)]), "the checkpoint has another root")
    return int(size)


def main() -> None:
    if len(sys.argv) not in (2, 4):
        sys.exit(__doc__)
    log_id, leaves, removed = read(sys.argv[1])
    print(f"log {log_id.hex()}: {len(leaves)} records, {removed} removed")
    print(f"root {base64.b64encode(root(leaves)).decode()}")
    if len(sys.argv) == 4:
        vkey = sys.argv[3]
        if os.path.exists(vkey):
            with open(vkey, encoding="utf-8") as file:
                vkey = file.read()
        with open(sys.argv[2], "rb") as file:
            size = check(file.read(), vkey, log_id, leaves)
        print(f"goes on from the signed checkpoint over {size} records")


main()
