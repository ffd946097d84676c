"""How colours look to every eye, and how far apart they are."""

import numpy as np

# Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB.
SIGHT = {
    "normal": np.eye(3),
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)


def lab(colour: str, sight: str = "normal") -> np.ndarray:
    """Return CIELAB (D65) of ``#RRGGBB`` as an eye sees it."""
    coded = np.array(list(bytes.fromhex(colour[1:]))) / 255
    linear = np.where(coded <= 0.04045, coded / 12.92, ((coded + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(SIGHT[sight]) @ linear, 0, 1)
    ratio = TO_XYZ @ seen / TO_XYZ.sum(axis=1)
    x, y, z = np.where(ratio > 216 / 24389, np.cbrt(ratio), ratio * 841 / 108 + 4 / 29)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def distance(one: str, other: str, sight: str = "normal") -> float:
    """Return the distance of two colours, CIE 1976."""
    return float(np.linalg.norm(lab(one, sight) - lab(other, sight)))


def difference(one: str, other: str, sight: str = "normal") -> float:
    """Return the difference of two colours, CIEDE2000.

    As Sharma, Wu and Dalal 2005 write it down (doi:10.1002/col.20070).
    """
    return ciede2000(lab(one, sight), lab(other, sight))


def ciede2000(one: np.ndarray, other: np.ndarray) -> float:
    """Return the difference of two colours in CIELAB."""
    light, a, b = np.array([one, other], dtype=float).T
    middle = np.hypot(a, b).mean()
    a = a * (1 + 0.5 * (1 - np.sqrt(middle**7 / (middle**7 + 25.0**7))))
    chroma, hue = np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360
    grey = chroma.prod() == 0
    turn = 0.0 if grey else (hue[1] - hue[0] + 180) % 360 - 180
    mean_hue = hue.sum() if grey else (hue[0] + turn / 2) % 360
    mean_light, mean_chroma = light.mean(), chroma.mean()
    waves = ((1, 30, -0.17), (2, 0, 0.24), (3, -6, 0.32), (4, 63, -0.2))
    tint = 1 + sum(
        share * np.cos(np.radians(times * mean_hue - shift))
        for times, shift, share in waves
    )
    off = (mean_light - 50) ** 2
    parts = np.array(
        [
            (light[1] - light[0]) / (1 + 0.015 * off / np.sqrt(20 + off)),
            (chroma[1] - chroma[0]) / (1 + 0.045 * mean_chroma),
            2
            * np.sqrt(chroma.prod())
            * np.sin(np.radians(turn / 2))
            / (1 + 0.015 * mean_chroma * tint),
        ]
    )
    bent = 60 * np.exp(-(((mean_hue - 275) / 25) ** 2))
    high = mean_chroma**7
    twist = -2 * np.sqrt(high / (high + 25.0**7)) * np.sin(np.radians(bent))
    return float(np.sqrt(parts @ parts + twist * parts[1] * parts[2]))
