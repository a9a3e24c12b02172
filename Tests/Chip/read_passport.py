#!/usr/bin/env python3
"""Reads a simulated passport with nothing of Serai's: written from ICAO Doc 9303-11, basic access and PACE.

usage: read_passport.py SERAI [bac|pace]     SERAI is the program; needs the PyPI package cryptography

Stands where a virtual reader stands: it listens, starts `serai chip simulate` towards itself, opens the chip, reads EF.COM,
DG1 and DG2, and prints the lines in the chip. Exit 1 when the chip says anything else than the lines it was given.
"""
import hashlib, os, secrets, socket, struct, subprocess, sys
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.cmac import CMAC

try:
    from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
except ImportError:
    TripleDES = algorithms.TripleDES

LINES = ["P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<", "L898902C36UTO7408122F3204153ZE184226B<<<<<16"]
INFORMATION = LINES[1][0:10] + LINES[1][13:20] + LINES[1][21:28]  # number, birth, expiry, each with its digit


def cbc(algorithm, iv, data, decrypt=False):
    cipher = Cipher(algorithm, modes.CBC(iv))
    run = cipher.decryptor() if decrypt else cipher.encryptor()
    return run.update(data) + run.finalize()


def pad(data, block):
    data += b"\x80"
    return data + bytes(-len(data) % block)


def derive(secret, counter):
    return hashlib.sha1(secret + struct.pack(">I", counter)).digest()[:16]


class Triple:  # triple DES and retail MAC (9.8.6.1)
    block = 8

    def __init__(self, enc, mac, ssc):
        self.enc, self.key, self.ssc = enc, mac, int.from_bytes(ssc, "big")

    @staticmethod
    def crypt(key, data, decrypt=False):
        return cbc(TripleDES(key + key[:8]), bytes(8), data, decrypt)

    def data(self, data, decrypt=False):
        return self.crypt(self.enc, data, decrypt)

    @classmethod
    def retail(cls, key, data):
        one, two = key[:8] * 2, key[8:] * 2
        return cls.crypt(one, cls.crypt(two, cls.crypt(one, data)[-8:], True))

    def mac(self, data):
        return self.retail(self.key, self.ssc.to_bytes(8, "big") + data)


class AES:  # AES and CMAC (9.8.6.2)
    block = 16

    def __init__(self, enc, mac):
        self.enc, self.key, self.ssc = enc, mac, 0

    def data(self, data, decrypt=False):
        iv = cbc(algorithms.AES(self.enc), bytes(16), self.ssc.to_bytes(16, "big"))
        return cbc(algorithms.AES(self.enc), iv, data, decrypt)

    def mac(self, data):
        return cmac(self.key, self.ssc.to_bytes(16, "big") + data)


def cmac(key, data):
    run = CMAC(algorithms.AES(key))
    run.update(data)
    return run.finalize()[:8]


def tlv(tag, value):
    size = len(value)
    return tag + (bytes([size]) if size < 128 else bytes([0x81, size]) if size < 256 else b"\x82" + struct.pack(">H", size)) + value


def parts(data):
    found = {}
    while data:
        tag, size, data = data[0], data[1], data[2:]
        if size & 0x80:
            count = size & 0x7F
            size, data = int.from_bytes(data[:count], "big"), data[count:]
        found[tag], data = data[:size], data[size:]
    return found


class Chip:
    def __init__(self, connection):
        self.connection, self.session = connection, None

    def message(self, data):
        self.connection.sendall(struct.pack(">H", len(data)) + data)

    def answer(self):
        def exactly(count):
            data = b""
            while len(data) < count:
                more = self.connection.recv(count - len(data))
                assert more, "the chip left"
                data += more
            return data

        return exactly(struct.unpack(">H", exactly(2))[0])

    def plain(self, header, data=b"", le=None):
        self.message(header + (bytes([len(data)]) + data if data else b"") + (bytes([le]) if le is not None else b""))
        answer = self.answer()
        return answer[:-2], answer[-2:].hex()

    def send(self, header, data=b"", le=None):
        session = self.session
        if not session:
            return self.plain(header, data, le)
        session.ssc += 1
        header = bytes([header[0] | 0x0C]) + header[1:]
        body = tlv(b"\x87", b"\x01" + session.data(pad(data, session.block))) if data else b""
        body += tlv(b"\x97", bytes([le])) if le is not None else b""
        body += tlv(b"\x8e", session.mac(pad(header, session.block) + (pad(body, session.block) if body else b"")))
        answer, status = self.plain(header, body, 0)
        assert answer, f"status {status} without a seal"
        session.ssc += 1
        assert answer[-10:-8] == b"\x8e\x08" and answer[-8:] == session.mac(pad(answer[:-10], session.block)), "seal"
        found = parts(answer)
        opened = session.data(found[0x87][1:], True) if 0x87 in found else b""
        return opened.rstrip(b"\0")[:-1], found[0x99].hex()

    def ok(self, *command):
        data, status = self.send(*command)
        assert status == "9000", f"{command[0].hex()} answered {status}"
        return data

    def read(self, file):
        self.ok(bytes.fromhex("00a4020c"), file)
        data = self.ok(bytes.fromhex("00b00000"), b"", 4)
        size = data[1] if data[1] < 128 else int.from_bytes(data[2 : 2 + (data[1] & 0x7F)], "big")
        size += 2 + (data[1] & 0x7F if data[1] >= 128 else 0)
        while len(data) < size:
            data += self.ok(bytes.fromhex("00b0") + struct.pack(">H", len(data)), b"", min(100, size - len(data)))
        return data


def basic_access(chip):
    chip.ok(bytes.fromhex("00a4040c"), bytes.fromhex("a0000002471001"))
    seed = hashlib.sha1(INFORMATION.encode()).digest()[:16]
    enc, mac = derive(seed, 1), derive(seed, 2)
    theirs, mine, share = chip.ok(bytes.fromhex("00840000"), b"", 8), os.urandom(8), os.urandom(16)
    sealed = Triple.crypt(enc, mine + theirs + share)
    answer = chip.ok(bytes.fromhex("00820000"), sealed + Triple.retail(mac, pad(sealed, 8)), 40)
    assert answer[32:] == Triple.retail(mac, pad(answer[:32], 8)), "chip's MAC"
    opened = Triple.crypt(enc, answer[:32], True)
    assert opened[:16] == theirs + mine, "challenges"
    secret = bytes(a ^ b for a, b in zip(share, opened[16:]))
    chip.session = Triple(derive(secret, 1), derive(secret, 2), theirs[4:] + mine[4:])


# brainpoolP256r1 (RFC 5639 3.4)
P = 0xA9FB57DBA1EEA9BC3E660A909D838D726E3BF623D52620282013481D1F6E5377
A = 0x7D5A0975FC2C3057EEF67530417AFFE7FB8055C126DC5C6CE94A4B44F330B5D9
G = (0x8BD2AEB9CB7E57CB2C4B482FFC81B7AFB9DE27E1E3BD23C23A4453BD9ACE3262, 0x547EF835C3DAC4FD97F8461A14611DC9C27745132DED8E545C1D54C72F046997)
N = 0xA9FB57DBA1EEA9BC3E660A909D838D718C397AA3B561A6F7901E0E82974856A7


def add(a, b):
    if a is None or b is None:
        return a or b
    if a[0] == b[0] and (a[1] + b[1]) % P == 0:
        return None
    slope = (3 * a[0] * a[0] + A) * pow(2 * a[1], -1, P) if a == b else (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def times(k, point):
    result = None
    while k:
        if k & 1:
            result = add(result, point)
        point, k = add(point, point), k >> 1
    return result


def encode(point):
    return b"\x04" + point[0].to_bytes(32, "big") + point[1].to_bytes(32, "big")


def decode(data):
    return int.from_bytes(data[1:33], "big"), int.from_bytes(data[33:], "big")


def pace(chip):
    chip.ok(bytes.fromhex("00a4000c"), bytes.fromhex("3f00"))
    identifier = bytes.fromhex("04007f00070202040202")  # ECDH, generic mapping, AES-128
    assert identifier in chip.read(b"\x01\x1c"), "EF.CardAccess"
    chip.ok(bytes.fromhex("0022c1a4"), tlv(b"\x80", identifier) + tlv(b"\x83", b"\x01"))

    def step(data, tag, last=False):
        answer = chip.ok(bytes.fromhex("00860000" if last else "10860000"), tlv(b"\x7c", data), 0)
        return parts(parts(answer)[0x7C])[tag]

    password = derive(hashlib.sha1(INFORMATION.encode()).digest(), 3)
    nonce = int.from_bytes(cbc(algorithms.AES(password), bytes(16), step(b"", 0x80), True), "big")
    first, second = secrets.randbelow(N - 1) + 1, secrets.randbelow(N - 1) + 1
    shared = times(first, decode(step(tlv(b"\x81", encode(times(first, G))), 0x82)))
    mapped = add(times(nonce, G), shared)
    mine = encode(times(second, mapped))
    theirs = step(tlv(b"\x83", mine), 0x84)
    secret = times(second, decode(theirs))[0].to_bytes(32, "big")
    enc, mac = derive(secret, 1), derive(secret, 2)

    def token(point):
        return cmac(mac, tlv(b"\x7f\x49", tlv(b"\x06", identifier) + tlv(b"\x86", point)))

    assert step(tlv(b"\x85", token(theirs)), 0x86, True) == token(mine), "chip's token"
    chip.session = AES(enc, mac)
    chip.ok(bytes.fromhex("00a4040c"), bytes.fromhex("a0000002471001"))


def main():
    program, way = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "pace"
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(20)
    port = str(listening.getsockname()[1])
    command = [program, "chip", "simulate", "--port", port, "--read-limit", "160"] + sum((["--line", line] for line in LINES), [])
    simulated = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        connection, _ = listening.accept()
        connection.settimeout(20)
        chip = Chip(connection)
        chip.message(b"\x01")
        chip.message(b"\x04")
        assert chip.answer()[0] == 0x3B, "answer to reset"
        {"bac": basic_access, "pace": pace}[way](chip)
        common, zone, face = chip.read(b"\x01\x1e"), chip.read(b"\x01\x01"), chip.read(b"\x01\x02")
        assert common[0] == 0x60 and face[0] == 0x75
        read = zone[5:].decode()
        print(way, read[:44], read[44:], len(face))
        sys.exit(0 if read == "".join(LINES) else 1)
    finally:
        simulated.kill()
        simulated.wait()


main()
