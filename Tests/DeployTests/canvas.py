"""SVG, put together element by element."""

from xml.sax.saxutils import escape


class Canvas:
    """SVG elements, one after another."""

    def __init__(self):
        self.parts = []

    def box(self, x, y, w, h, fill, extra=""):
        self.parts.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(w, 0):.1f}" height="{max(h, 0):.1f}" fill="{fill}"{extra}/>'
        )

    def text(self, x, y, text, size=12, fill="#ccccdc", anchor="start", width=None, weight=400):
        if width is not None and len(text) * size * 0.56 > width:
            text = text[: max(int(width / size / 0.56) - 1, 0)] + "…"
        style = f'font-size="{size:g}" fill="{fill}" text-anchor="{anchor}" font-weight="{weight}"'
        self.parts.append(f'<text x="{x:.1f}" y="{y:.1f}" {style}>{escape(text)}</text>')

    def path(self, points, stroke, fill="none", opacity=1.0):
        line = " ".join(f"{'L' if i else 'M'}{x:.1f} {y:.1f}" for i, (x, y) in enumerate(points))
        self.parts.append(
            f'<path d="{line}" stroke="{stroke}" stroke-width="1.2" fill="{fill}" fill-opacity="{opacity}"/>'
        )
