"""Drawing: boxes, words and arrows as SVG that reads well in print, in light and in dark surroundings.

Colours are classes, so that one style sheet in each picture answers what the reader's screen asks for.
"""

import xml.sax.saxutils as sax

STYLE = """
text { font: 15px 'DejaVu Sans', system-ui, sans-serif; fill: #1b1b1b }
.mono { font-family: 'DejaVu Sans Mono', ui-monospace, monospace; font-size: 14px }
.small { font-size: 13px; fill: #444 }
.halo { paint-order: stroke; stroke: #fff; stroke-width: 5px; stroke-linejoin: round }
.box { fill: #fff; stroke: #333; stroke-width: 1.3 }
.kernel { fill: #f3d9b8 } .user { fill: #cfe3f5 } .server { fill: #d6ecd2 } .none { fill: #f4f4f4; stroke-dasharray: 5 4 }
.line { stroke: #333; stroke-width: 1.6; fill: none } .thin { stroke: #888; stroke-width: 1; fill: none }
.dash { stroke-dasharray: 6 4 } .head { fill: #333 } .gone { stroke: #888; stroke-dasharray: 5 4; fill: none }
@media screen and (prefers-color-scheme: dark) {
  text { fill: #eee } .halo { stroke: #15181b } .small { fill: #c4c4c4 } .box { fill: #22262b; stroke: #c8c8c8 }
  .kernel { fill: #5a4122 } .user { fill: #20435f } .server { fill: #274a2b } .none { fill: #1b1e22 }
  .line { stroke: #d8d8d8 } .head { fill: #d8d8d8 } .thin, .gone { stroke: #8b8b8b }
  .gone { fill: none }
}
"""


class Picture:
    def __init__(self, width, height, title):
        self.width, self.height, self.title, self.parts = width, height, title, []

    def box(self, x, y, width, height, kind="", radius=4):
        self.parts.append(f'<rect class="box {kind}" x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}"/>')

    def text(self, x, y, words, kind="", anchor="start"):
        self.parts.append(f'<text class="{kind}" x="{x}" y="{y}" text-anchor="{anchor}">{sax.escape(words)}</text>')

    def label(self, x, y, width, height, words, kind="", text=""):
        """A box with words in its middle."""
        self.box(x, y, width, height, kind)
        self.text(x + width / 2, y + height / 2 + 5, words, text, "middle")

    def line(self, points, kind="line"):
        path = " ".join(f"{x},{y}" for x, y in points)
        self.parts.append(f'<polyline class="{kind}" points="{path}"/>')

    def arrow(self, x1, y1, x2, y2, kind="line"):
        """A straight arrow; its head is drawn, since markers know no dark mode."""
        self.line([(x1, y1), (x2, y2)], kind)
        length = ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5 or 1
        dx, dy = (x2 - x1) / length, (y2 - y1) / length
        points = [(x2, y2), (x2 - 10 * dx - 5 * dy, y2 - 10 * dy + 5 * dx), (x2 - 10 * dx + 5 * dy, y2 - 10 * dy - 5 * dx)]
        self.parts.append('<polygon class="head" points="%s"/>' % " ".join(f"{x:.1f},{y:.1f}" for x, y in points))

    def svg(self):
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
                f'width="{self.width}" height="{self.height}" role="img">\n<title>{sax.escape(self.title)}</title>\n'
                f"<style>{STYLE}</style>\n" + "\n".join(self.parts) + "\n</svg>\n")
