"""The colours and fonts of the slides."""

INK, MUTED = "17203B", "47516B"
COLOURS = {"plan": "2150BE", "try": "F6BF45", "observe": "6AD6C9", "reflect": "9A2E5C"}
FONT = "Calibri"
FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
LINE = f'<a:ln w="9525">{FILL}</a:ln>'
EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def colour(name: str, value: str) -> str:
    return f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'


def theme() -> str:
    colours = {
        "dk1": INK, "lt1": "FFFFFF", "dk2": MUTED, "lt2": "F4F6F8",
        **{f"accent{n}": value for n, value in enumerate(COLOURS.values(), start=1)},
        "accent5": "76819A", "accent6": "CBD2DC", "hlink": "1B439F", "folHlink": "47516B",
    }  # fmt: skip
    font = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="Logbogen">'
        '<a:themeElements><a:clrScheme name="Logbogen">'
        f"{''.join(colour(*each) for each in colours.items())}</a:clrScheme>"
        f'<a:fontScheme name="Logbogen"><a:majorFont>{font}</a:majorFont>'
        f"<a:minorFont>{font}</a:minorFont></a:fontScheme>"
        f'<a:fmtScheme name="Logbogen"><a:fillStyleLst>{FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{LINE * 3}</a:lnStyleLst><a:effectStyleLst>{EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
