"""A bank's own colour, darkened or lightened until text in it can be read (WCAG 2, 4.5 to 1)."""

# The backgrounds of tokens.css on which the colour reads worst.
SUNKEN_LIGHT, RAISED_DARK = "#F3F3EF", "#1B1E24"
ENOUGH = 4.5
STEPS = 50


def readable(colour: str, *, on: str) -> str:
    """Return the colour itself, or the nearest mix with black or white that is readable on a background."""
    target = 0 if luminance(on) > 0.5 else 255
    for step in range(STEPS + 1):
        mixed = mix(colour, target, step / STEPS)
        if contrast(mixed, on) >= ENOUGH:
            return mixed
    return "#000000" if target == 0 else "#FFFFFF"


def text_on(colour: str) -> str:
    """Return black or white, whichever reads better on a colour."""
    return max(("#FFFFFF", "#000000"), key=lambda text: contrast(text, colour))


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, 0 to 1."""
    red, green, blue = (channel / 255 for channel in channels(colour))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in (red, green, blue)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def mix(colour: str, target: int, share: float) -> str:
    """Move each channel of a colour a share of the way to 0 or 255."""
    moved = [round(channel + (target - channel) * share) for channel in channels(colour)]
    return "#" + "".join(f"{channel:02X}" for channel in moved)


def channels(colour: str) -> tuple[int, int, int]:
    """Split #RRGGBB."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
