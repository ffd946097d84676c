"""Signs pictures and films by the C2PA standard, with whose certificate one will.

Nothing is asked of the network: no time is certified, and no certificate looked up.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geo import __version__
from geo.dates import today
from geo.errors import ExportError
from geo.errors.system import reason

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/dataDrivenMedia"
"""How the IPTC calls what is drawn from data."""

LEAST_BITS = 2048
"""Of an RSA key."""

_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}

SETTINGS = {
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False},
    "builder": {"thumbnail": {"enabled": False}},
}
"""Of the library: it stays off the network, and puts no small picture into a file."""


@dataclass(frozen=True)
class Credentials:
    """A certificate with its chain, and its key, as PEM.

    Attributes
    ----------
    chain, key : bytes
    algorithm : str
        As the standard calls it.
    """

    chain: bytes
    key: bytes
    algorithm: str

    def sign(self, data: bytes, media: str, label: str, manifest: str) -> bytes:
        """Return a file signed, with a manifest of ours as an assertion.

        Parameters
        ----------
        data : bytes
        media : str
            Its media type.
        label : str
            Of the assertion.
        manifest : str
            JSON text.

        Raises
        ------
        ExportError
            If it cannot be signed.
        """
        import c2pa  # noqa: PLC0415

        claims = {
            "claim_generator_info": [
                {"name": "Libya Control Atlas", "version": __version__}
            ],
            "format": media,
            "assertions": [
                {"label": "c2pa.actions.v2", "data": {"actions": [_CREATED]}},
                # As text: of a list of small numbers the library makes bytes.
                {
                    "label": label,
                    "kind": "Json",
                    "data": {"manifest": manifest},
                },
            ],
        }
        signed = io.BytesIO()
        info = c2pa.C2paSignerInfo(self.algorithm, self.chain, self.key, None)
        try:
            with (
                c2pa.Signer.from_info(info) as signer,
                c2pa.Context(c2pa.Settings.from_dict(SETTINGS)) as context,
                c2pa.Builder(claims, context=context) as builder,
            ):
                builder.sign(signer, media, io.BytesIO(data), signed)
        except c2pa.C2paError as error:
            raise ExportError("error.sign.refused", why=error) from error
        return signed.getvalue()


_CREATED = {"action": "c2pa.created", "digitalSourceType": SOURCE_TYPE}


def load(certificate: Path, key: Path) -> Credentials:
    """Read a certificate and its key.

    Parameters
    ----------
    certificate : pathlib.Path
        PEM: the certificate, then those that vouch for it.
    key : pathlib.Path
        PEM, without a password.

    Raises
    ------
    ExportError
        If the extra is not installed, one of them cannot be read or used, they do not
        belong together, or the certificate is not valid today.
    """
    try:
        import c2pa  # noqa: F401, PLC0415
        from cryptography import x509  # noqa: PLC0415
        from cryptography.hazmat.primitives import serialization as pem  # noqa: PLC0415
    except ImportError as error:
        raise ExportError("error.sign.missing") from error
    try:
        chain = x509.load_pem_x509_certificates(_read(certificate))
    except ValueError as error:
        raise ExportError("error.sign.certificate", path=certificate) from error
    try:
        private: Any = pem.load_pem_private_key(_read(key), None)
    except TypeError as error:
        raise ExportError("error.sign.password", path=key) from error
    except Exception as error:  # of no kind that the library has
        if isinstance(error, ExportError):
            raise
        raise ExportError("error.sign.key", path=key) from error
    algorithm = _algorithm(private)
    if algorithm is None:
        raise ExportError("error.sign.algorithm", path=key)
    if chain[0].public_key() != private.public_key():
        raise ExportError("error.sign.pair", path=certificate, key=key)
    _check_days(certificate, chain[0])
    encoding = pem.Encoding.PEM
    return Credentials(
        b"".join(one.public_bytes(encoding) for one in chain),
        private.private_bytes(encoding, pem.PrivateFormat.PKCS8, pem.NoEncryption()),
        algorithm,
    )


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise ExportError("error.files.unread", path=path, why=reason(error)) from error


def _algorithm(key: Any) -> str | None:
    """Return what a key signs with; None: nothing that the standard knows."""
    from cryptography.hazmat.primitives.asymmetric import (  # noqa: PLC0415
        ec,
        ed25519,
        rsa,
    )

    if isinstance(key, ec.EllipticCurvePrivateKey):
        return _CURVES.get(key.curve.name)
    if isinstance(key, rsa.RSAPrivateKey):
        return "ps256" if key.key_size >= LEAST_BITS else None
    return "ed25519" if isinstance(key, ed25519.Ed25519PrivateKey) else None


def _check_days(path: Path, certificate: "Certificate") -> None:
    """Raise `ExportError` unless a certificate is valid today."""
    first = certificate.not_valid_before_utc.date()
    last = certificate.not_valid_after_utc.date()
    if not first <= today() <= last:
        raise ExportError("error.sign.days", path=path, first=first, last=last)
