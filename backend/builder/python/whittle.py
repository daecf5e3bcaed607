"""What a script in Whittle has beside Python: display(), and pictures of the figures it shows."""

import base64
import builtins
import io
import os
import sys

_say = None


def _start(say):
    global _say
    _say = say
    os.environ["MPLBACKEND"] = "module://whittle_figures"
    builtins.display = display


def display(*values):
    """Shows values as a notebook does: tables, pictures, HTML, else their text."""
    for value in values:
        kind, data = _form(value)
        sys.stdout.flush()
        _say(kind, data)


def _form(value):
    for method, kind in (("_repr_html_", "html"), ("_repr_svg_", "html"), ("_repr_png_", "image")):
        make = getattr(value, method, None)
        if make is None or isinstance(value, type):
            continue
        made = make()
        if made is not None:
            return kind, made if kind == "html" else base64.b64encode(made).decode()
    if hasattr(value, "savefig"):
        return "image", _picture(value)
    if type(value).__module__.startswith("PIL."):
        out = io.BytesIO()
        value.save(out, "PNG")
        return "image", base64.b64encode(out.getvalue()).decode()
    return "text", (value if isinstance(value, str) else repr(value)) + "\n"


def _picture(figure):
    out = io.BytesIO()
    figure.savefig(out, format="png", bbox_inches="tight", dpi=144)
    return base64.b64encode(out.getvalue()).decode()


def _figures():
    """Shows every open figure and closes it."""
    plt = sys.modules.get("matplotlib.pyplot")
    if plt is None:
        return
    for number in plt.get_fignums():
        figure = plt.figure(number)
        sys.stdout.flush()
        _say("image", _picture(figure))
        plt.close(figure)


def _finish(value):
    if value is not None:
        display(value)
    _figures()
    sys.stdout.flush()
    sys.stderr.flush()


def _words(error):
    """The traceback from the script on, without the frames of what runs it; and the script's own last place."""
    import traceback

    frames = traceback.extract_tb(error.__traceback__)
    home = os.path.expanduser("~")
    first = next((i for i, f in enumerate(frames) if f.filename.startswith(home)), 0)
    own = [f for f in frames if f.filename.startswith(home)]
    lines = ["Traceback (most recent call last):\n", *traceback.format_list(frames[first:])] if own else []
    lines += traceback.format_exception_only(error)
    text = "".join(lines).replace(home + "/", "")
    if isinstance(error, SyntaxError) and (error.filename or "").startswith(home):
        return text, os.path.relpath(error.filename, home), error.lineno or 0
    if own:
        return text, os.path.relpath(own[-1].filename, home), own[-1].lineno
    return text, "", 0


async def _run(entry):
    """Runs a script of the app as __main__; returns what went wrong as (text, file, line), or None."""
    from pyodide.code import eval_code_async

    home = os.path.expanduser("~")
    for name, module in list(sys.modules.items()):
        if (getattr(module, "__file__", None) or "").startswith(home):
            del sys.modules[name]
    path = os.path.join(home, entry)
    folder = os.path.dirname(path)
    if folder not in sys.path:
        sys.path.insert(0, folder)
    with open(path, encoding="utf-8") as file:
        code = file.read()
    try:
        _finish(await eval_code_async(code, {"__name__": "__main__", "__file__": path}, filename=path))
    except SystemExit:
        _finish(None)
    except BaseException as error:
        _finish(None)
        return _words(error)
    return None
