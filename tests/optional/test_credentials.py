"""Content Credentials: signed here, read by the library of the standard's makers."""

import datetime as dt
import io
import json
from functools import partial

import c2pa
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from geo import export
from geo.dates import parse_day, today
from geo.errors import ExportError
from geo.export import signatures
from geo.export.forms import named
from geo.export.verify import verify
from geo.optional import credentials
from geo.request import Request

DAY = dt.timedelta(days=1)
QUIET = {"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}


def name(common):
    country = x509.NameAttribute(NameOID.COUNTRY_NAME, "TN")
    organisation = x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Newsroom")
    return x509.Name(
        [country, organisation, x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def usage(**uses):
    named = ("digital_signature", "content_commitment", "key_encipherment")
    more = ("data_encipherment", "key_agreement", "key_cert_sign", "crl_sign")
    none = dict.fromkeys((*named, *more, "encipher_only", "decipher_only"), False)
    return x509.KeyUsage(**none | uses)


def pem(key, password=None):
    how = serialization.NoEncryption()
    if password:
        how = serialization.BestAvailableEncryption(password)
    kind = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, kind, how)


def certificate(key, root, *, since=0, days=30):
    """A certificate as newsrooms have it, and the one that vouches for it."""
    begin = dt.datetime.combine(today(), dt.time(), dt.UTC) + since * DAY
    chain = []
    for who, its_key, is_root in (("Map desk", key, False), ("Root", root, True)):
        made = (
            x509.CertificateBuilder()
            .subject_name(name(who))
            .issuer_name(name("Root"))
            .public_key(its_key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(begin + days * DAY)
            .add_extension(x509.BasicConstraints(is_root, None), critical=True)
            .add_extension(
                usage(digital_signature=True, key_cert_sign=is_root), critical=True
            )
            .add_extension(
                x509.SubjectKeyIdentifier.from_public_key(its_key.public_key()), False
            )
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(root.public_key()),
                False,
            )
        )
        if not is_root:
            purpose = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
            made = made.add_extension(purpose, critical=False)
        chain.append(made.sign(root, hashes.SHA256()))
    return b"".join(one.public_bytes(serialization.Encoding.PEM) for one in chain)


@pytest.fixture(scope="module")
def keys():
    return {
        "p256": ec.generate_private_key(ec.SECP256R1()),
        "p384": ec.generate_private_key(ec.SECP384R1()),
        "ed25519": ed25519.Ed25519PrivateKey.generate(),
        "rsa": rsa.generate_private_key(65537, 2048),
        "root": ec.generate_private_key(ec.SECP256R1()),
    }


@pytest.fixture
def pair(keys, tmp_path):
    """Files of a certificate and its key."""

    def write(kind="p256", chain=None, key=None, **values):
        paths = tmp_path / "cert.pem", tmp_path / "key.pem"
        made = certificate(keys[kind], keys["root"], **values)
        paths[0].write_bytes(made if chain is None else chain)
        paths[1].write_bytes(pem(keys[kind]) if key is None else key)
        return paths

    return write


def signing(paths):
    return partial(signatures.signed, sign=credentials.load(*paths).sign)


def read(data, form):
    """What the independent reader finds, and what it finds wrong."""
    context = c2pa.Context(c2pa.Settings.from_dict(QUIET))
    with c2pa.Reader(named(form).media, io.BytesIO(data), context=context) as reader:
        store = json.loads(reader.json())
    active = store["manifests"][store["active_manifest"]]
    wrong = store["validation_results"]["activeManifest"]["failure"]
    return active, {one["code"] for one in wrong}


SMALL = {"size_px": (400, 400), "layers": ("places",), "view": "benghazi"}
REQUESTS = {
    "png": Request(parse_day("2019-12-19"), **SMALL),
    "svg": Request(parse_day("2019-12-19"), layers=("places",), view="benghazi"),
    "gif": Request(parse_day("2019-12-19"), step="day", **SMALL),
    "mp4": Request(parse_day("2019-12-19"), step="day", **SMALL),
}


@pytest.mark.parametrize(
    ("form", "kind"),
    [("png", "p256"), ("svg", "p384"), ("gif", "ed25519"), ("mp4", "rsa")],
)
def test_a_file_is_signed_read_elsewhere_and_verified(
    world, pair, tmp_path, form, kind
):
    path, request = tmp_path / f"a.{form}", REQUESTS[form]
    sign = signing(pair(kind))
    export.save(world, request, path, sign=sign)
    data, bare = path.read_bytes(), export.make(world, request, form)
    assert signatures.unsigned(data, form) == bare != data
    active, wrong = read(data, form)
    assert wrong == {"signingCredential.untrusted"}
    (ours,) = [one for one in active["assertions"] if one["label"] == signatures.LABEL]
    assert ours["data"]["manifest"] == export.read_manifest(bare, form)
    report = verify(path, world, large=True)
    assert report.same
    assert "signed by Map desk (Newsroom)" in str(report)
    # Of another signed file, and of this one with one byte that is another.
    other = bytearray(data)
    at = data.rfind(bare[-60:-50])
    other[at] ^= 1
    path.write_bytes(bytes(other))
    report = verify(path, world, large=True)
    assert not report.same
    assert read(bytes(other), form)[1] > {"signingCredential.untrusted"}
    assert "its signature" in str(report)


def test_a_signature_of_another_picture_is_told(world, pair, tmp_path):
    """The block of one file in another, whose own manifest is sound."""
    sign = signing(pair())
    made = [
        export.make(world, Request(parse_day(day), **SMALL), "png")
        for day in ("2019-12-19", "2019-12-20")
    ]
    signed = sign(made[0], "png")
    block = signed[33 : 33 + len(signed) - len(made[0])]
    path = tmp_path / "a.png"
    path.write_bytes(made[1][:33] + block + made[1][33:])
    report = verify(path, world)
    assert not report.same
    assert "its signature is of another manifest" in str(report)


def test_without_the_extra_the_picture_is_compared_still(
    world, pair, tmp_path, monkeypatch
):
    path = tmp_path / "a.png"
    export.save(world, REQUESTS["png"], path, sign=signing(pair()))
    monkeypatch.setattr(signatures, "PACKAGE", "no_such_package")
    report = verify(path, world)
    assert report.same
    assert "signed; who signed it is read where the extra" in str(report)


@pytest.mark.parametrize("form", signatures.FORMS)
def test_what_is_no_such_file_stays_as_it_is(form):
    heads = (b"", b"\x89PNG\r\n\x1a\n", b"GIF89a" + bytes(7), b"<svg>", bytes(64))
    for head in heads:
        for rest in (b"", b"\xff" * 40, b"\0\0\0\x08caBX" * 3, bytes(range(256))):
            assert len(signatures.unsigned(head + rest, form)) <= len(head + rest)
            if b"caBX" not in rest:
                assert signatures.unsigned(head + rest, form) == head + rest


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"chain": lambda _: b"no PEM"}, "holds no certificate"),
        ({"key": lambda _: b"no PEM"}, "holds no key"),
        ({"key": lambda keys: pem(keys["p256"], b"secret")}, "has a password"),
        ({"key": lambda keys: pem(keys["root"])}, "not that of the key"),
        (
            {"key": lambda _: pem(ec.generate_private_key(ec.SECP256K1()))},
            "keys of this kind cannot sign",
        ),
        ({"since": -60}, "is valid from"),
        ({"since": 2}, "and not today"),
    ],
)
def test_what_cannot_sign_is_one_message(keys, pair, values, message):
    values = {
        name: value(keys) if callable(value) else value
        for name, value in values.items()
    }
    with pytest.raises(ExportError, match=message) as raised:
        credentials.load(*pair(**values))
    assert "\n" not in str(raised.value)


def test_a_certificate_for_something_else_is_refused(world, keys, pair):
    """Such as one that has no purpose."""
    chain = certificate(keys["root"], keys["root"])
    root = chain[chain.rindex(b"-----BEGIN") :]
    paths = pair(chain=root, key=pem(keys["root"]))
    data = export.make(world, REQUESTS["png"], "png")
    with pytest.raises(ExportError, match="cannot be signed with this certificate"):
        signing(paths)(data, "png")


def test_the_command_signs_and_says_what_it_cannot(
    world, pair, tmp_path, run_command, monkeypatch
):
    monkeypatch.setattr(export, "load", lambda *_: world)
    out, paths = tmp_path / "a.png", pair()
    words = ["snapshot", "--date", "2019-12-19", "--size", "400x400"]
    words += ["--layers", "places", "--sign", *paths, "--out"]
    assert run_command(*words, out)[0] == 0
    assert signatures.unsigned(out.read_bytes(), "png") != out.read_bytes()
    status, _, said = run_command(*words, tmp_path / "a.pdf")
    assert (status, said.count("\n")) == (1, 1)
    assert "pdf file cannot be signed" in said
    paths[1].unlink()
    status, _, said = run_command(*words, tmp_path / "b.png")
    assert (status, said.count("\n")) == (1, 1)
    assert "key.pem: cannot be read: No such file" in said
    assert not (tmp_path / "b.png").exists()
