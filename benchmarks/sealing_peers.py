"""What sealing is measured against: the bare signatures, other libraries in a plain loop, another program."""

import resource
import subprocess
import sys
import time
import venv
from pathlib import Path

from mctool.seals.keys import SealKey

OPENBADGESLIB = "openbadgeslib==4.6.3"


def bare(key: SealKey, number: int) -> float:
    """CPU seconds of the signatures alone: two for each of *number* learners."""
    start = time.process_time()
    for at in range(2 * number):
        key.sign(b"%d" % at)
    return time.process_time() - start


def loop(number: int, document: bytes, text: bytes) -> float:
    """CPU seconds of signxml and joserfc with a P-256 key in a plain loop over ready bytes."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from joserfc import jws
    from joserfc.jwk import ECKey
    from lxml import etree
    from signxml.algorithms import SignatureMethod
    from signxml.signer import XMLSigner

    key = ec.generate_private_key(ec.SECP256R1())
    jwk = ECKey.import_key(key)
    signer = XMLSigner(signature_algorithm=SignatureMethod.ECDSA_SHA256)
    start = time.process_time()
    for _ in range(number):
        etree.tostring(signer.sign(etree.fromstring(document), key=key))
        jws.serialize_json({"protected": {"alg": "ES256"}}, text, jwk, algorithms=["ES256"])
    return time.process_time() - start


def openbadgeslib(folder: Path, number: int) -> float:
    """CPU seconds of openbadgeslib's command line for *number* recipients with RSA-2048, installed in *folder*."""
    programs = folder / "peer" / ("Scripts" if sys.platform == "win32" else "bin")
    venv.create(folder / "peer", with_pip=True)
    subprocess.run([programs / "pip", "install", "--quiet", OPENBADGESLIB], check=True, capture_output=True)
    subprocess.run([programs / "openbadges-init", folder / "ob"], check=True, capture_output=True)
    images = folder / "ob" / "images"
    images.mkdir(exist_ok=True)
    (images / "image_badge1.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>')
    config = folder / "ob" / "config.ini"
    subprocess.run([programs / "openbadges-keygenerator", "-c", config, "-g", "1"], check=True, capture_output=True)
    recipients = folder / "recipients.txt"
    recipients.write_text("".join(f"l{at}@example.org\n" for at in range(number)))
    out = folder / "badges"
    out.mkdir()
    options: list[str | Path] = ["-c", config, "-b", "1", "--recipients-file", recipients, "-o", out, "-E", "-V", "3"]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([programs / "openbadges-signer", *options], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
