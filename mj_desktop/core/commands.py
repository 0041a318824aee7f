"""Commands: everything that a person can have done, with its words, keys and place; one table of them all.

Widgets take their keys from this table; the sheet of shortcuts and the palette list it. Keys are written as Qt writes
them portably ("Ctrl+Shift+Z"); a lone letter counts by its text, and never while text has the focus.
"""

from dataclasses import dataclass

from mj_desktop.core import actions, as_code
from mj_desktop.core.generation import DEMO, Generation
from mj_desktop.core.keymap import UNCHANGED, Keymap
from mj_desktop.core.page_commands import PAGES, ROWS
from mj_desktop.core.picture_commands import ALL, ASIDES
from mj_desktop.core.prompt import MODES, RATIOS
from mj_desktop.core.situation import Need, Situation, missing
from mj_desktop.core.where import ON_PAGES, Where

NOT_OFFERED = "The service does not offer it for the picture on view."
TRASHED = "It lies in the trash. Restore it first."
COVERED = "Close this page first: it covers the picture."


@dataclass(frozen=True, slots=True)
class Command:
    """One command. The first of `keys` is the one to show; "1, U" are two keys, one after the other.

    `needs` are met before it can run; `action`, if named, is offered by the service for the picture on view. `also`
    are further words by which it is found.
    """

    id: str
    words: str
    keys: tuple[str, ...]
    where: Where
    group: str
    needs: tuple[Need, ...] = ()
    icon: str = ""
    also: str = ""
    action: str = ""

    def fits(self, now: Situation) -> bool:
        """False when it has no place here: the other of mask editor and studio is open, it is not offered, it is for
        comparing only or not for comparing, for another page, or the page on view has its key."""
        if self.where is not Where.WINDOW and (self.where is Where.MASK) is not now.painting:
            return False
        if self.where in ON_PAGES and self.where != now.page or now.page and self._is_held_by(now.page, now.keymap):
            return False
        if self.where is Where.COMPARE and not now.comparing:
            return False
        if now.comparing and self.where is Where.PICTURE and not self._goes_on(now.keymap):
            return False
        return not self.action or (now.generation is not None and self.action in now.generation.actions)

    def costs(self, now: Situation) -> bool:
        """True for what the service charges at once: not on the demo engine, nor what asks once more or is free."""
        of = now.origin if self.group in (PROMPT, PAGES) or now.generation is None else now.generation.origin
        asks = now.asked if self.id == "asides:again" else self.id
        return of != DEMO and self.spends and asks not in now.free

    @property
    def spends(self) -> bool:
        """True for what makes a request of its own, which a service may charge."""
        return bool(self.action) or self.id in _PAID

    def _is_held_by(self, page: str, keymap: Keymap) -> bool:
        """True when a page has this key for something of its own."""
        held = keys_at(Where(page), keymap=keymap)
        return self.where != page and any(key in held for key in keymap.keys(self.id, self.keys))

    def _goes_on(self, keymap: Keymap) -> bool:
        """True for what can be done with a picture also while it is compared, by a key that is free then."""
        held = {ORIGINAL_KEY, *keys_at(Where.COMPARE, keymap=keymap)}
        return self.group in (ACTIONS, LIBRARY) and held.isdisjoint(keymap.keys(self.id, self.keys))

    def reason(self, now: Situation) -> str:
        """Why it cannot run now, or ""."""
        if now.covered and self.where not in _OVER_SETTINGS:
            return COVERED
        if now.trashed and (self.group == ACTIONS or self.id == "delete"):
            return TRASHED
        if self.action and not now.offers(self.action):
            return NOT_OFFERED
        return missing(self.needs, now)


_OVER_SETTINGS = (Where.WINDOW, Where.PAGES, *ON_PAGES)
_PAID = frozenset(("generate", "upscale_tile", "vary_tile", "upscale_and_repaint", "try_again", "send_now",
                   "mask:submit", "batch:start", "asides:again",
                   *(row[0] for row in ASIDES if row[0] != "describe_other")))  # fmt: skip


WINDOW, PROMPT, PICTURE, ACTIONS, LIBRARY, MASK = "Window", "Prompt", "Picture", "Actions", "Library", "Mask editor"
COMPARE = "Before and after"
# As they stand in the sheet.
GROUPS = (PICTURE, LIBRARY, ACTIONS, COMPARE, WINDOW, PROMPT, PAGES, MASK)
ORIGINAL_KEY = "O"
"""Held, it shows the picture before."""


def _window(
    name: str,
    words: str,
    *keys: str,
    needs: tuple[Need, ...] = (),
    icon: str = "",
    also: str = "",
    all_over: bool = False,
    pages: bool = False,
) -> Command:
    where = Where.WINDOW if all_over else Where.PAGES if pages else Where.STUDIO
    return Command(name, words, keys, where, WINDOW, needs, icon, also)


def _prompt(name: str, words: str, *keys: str, needs: tuple[Need, ...] = (), icon: str = "", also: str = "") -> Command:
    return Command(name, words, keys, Where.STUDIO, PROMPT, needs, icon, also)


def _typing(name: str, words: str, *keys: str, needs: tuple[Need, ...] = (), icon: str = "", also: str = "") -> Command:
    return Command(name, words, keys, Where.PROMPT, PROMPT, needs, icon, also)


def _view(name: str, words: str, *keys: str, need: Need = Need.PICTURE, icon: str = "", also: str = "") -> Command:
    return Command(name, words, keys, Where.STUDIO, PICTURE, (need,), icon, also)


def _picture(name: str, words: str, *keys: str, need: Need = Need.PICTURE, icon: str = "", also: str = "") -> Command:
    return Command(name, words, keys, Where.PICTURE, PICTURE, (need,), icon, also)


def _act(name: str, words: str, key: str, *needs: Need, icon: str = "", action: str = "", also: str = "") -> Command:
    return Command(name, words, (key,), Where.PICTURE, ACTIONS, needs, icon, also, action)


def _kept(name: str, words: str, key: str, *needs: Need, icon: str = "", also: str = "") -> Command:
    return Command(name, words, (key,), Where.STUDIO, LIBRARY, needs, icon, also)


def _at_hand(name: str, words: str, key: str, *needs: Need, icon: str = "", also: str = "") -> Command:
    return Command(name, words, (key,), Where.PICTURE, LIBRARY, needs, icon, also)


def _compare(name: str, words: str, *keys: str, need: Need | None = None, icon: str = "", also: str = "") -> Command:
    return Command(f"compare:{name}", words, keys, Where.COMPARE, COMPARE, (need,) if need else (), icon, also)


def _mask(name: str, words: str, *keys: str, need: Need | None = None, icon: str = "", also: str = "") -> Command:
    return Command(f"mask:{name}", words, keys, Where.MASK, MASK, (need,) if need else (), icon, also)


# The actions of a single picture that the service's documents list, and "square" (contract 2).
_SINGLE_KEYS = {
    "upscale_2x": "U", "upscale_4x": "Shift+U", "variation_subtle": "V", "variation_strong": "Shift+V",
    "zoom_out_1_5x": "O", "zoom_out_2x": "Shift+O", "square": "Q",
    "pan_left": "Ctrl+Left", "pan_right": "Ctrl+Right", "pan_up": "Ctrl+Up", "pan_down": "Ctrl+Down",
}  # fmt: skip
# Other actions take these, in the bar's order; the tenth and later ones are reached by the palette alone.
OTHER_KEYS = tuple(f"F{number}" for number in range(2, 11))


def _single(action_id: str, key: str) -> Command:
    found = actions.parse(action_id)
    return _act(f"action:{action_id}", found.label, key, icon=found.icon, action=action_id, also=found.hint)


# The settings' parts but for the account: where a person who types what is set there is led.
_SETTINGS = (
    ("drawing", "Settings for new pictures", "Ctrl+Shift+N", "sparkles", "default mode version receive stream polling"),
    ("appearance", "Theme and appearance", "Ctrl+Shift+G", "sun-moon", "dark light colours settings"),
    ("library", "Library folder and file names", "Ctrl+Shift+O", "hard-drive", "disk template place settings"),
    ("network", "Proxy and timeouts", "Ctrl+Shift+Y", "globe", "network connection seconds waiting settings"),
    ("webhooks", "Webhooks", "Ctrl+Shift+W", "plug", "callback public address tunnel receiver port settings"),
    ("updates", "Look for releases", "Ctrl+Shift+U", "download", "update newer version address settings"),
)  # fmt: skip
_CODE_KEYS = {"curl": "Ctrl+Shift+H", "httpx": "Ctrl+Shift+X", "requests": "Ctrl+Shift+R", "javascript": "Ctrl+Shift+J"}
_RATIO_KEYS = dict(zip((*RATIOS, "other"), (f"Alt+{number}" for number in range(1, 7)), strict=True))
_MODE_KEYS = {mode: f"Alt+{mode[0].upper()}" for mode in MODES}

COMMANDS: tuple[Command, ...] = (
    _prompt("generate", "Generate", "Ctrl+Return", needs=(Need.WORDS,), icon="sparkles", also="send submit draw"),
    _typing("former_prompt", "Former prompt", "Alt+Up", icon="history", also="recall history back"),
    _typing("newer_prompt", "Newer prompt", "Alt+Down", icon="history", also="recall history forward"),
    *(
        _prompt(f"ratio:{ratio}", f"Aspect ratio {ratio}", _RATIO_KEYS[ratio], icon="square")
        for ratio in RATIOS
    ),
    _prompt("ratio:other", "Other aspect ratio", _RATIO_KEYS["other"], icon="square"),
    _prompt("version", "Choose the version", "Alt+V", icon="chevron-down", also="model"),
    *(
        _prompt(f"mode:{mode}", f"{mode.capitalize()} mode", _MODE_KEYS[mode], icon="clock", also="speed price")
        for mode in MODES
    ),
    _prompt("parameters", "More parameters", "Alt+P", icon="settings",
            also="stylize chaos weird quality seed exclude hd raw style tile stop weight sref repeat timeout"),
    _prompt("presets", "Presets", "Alt+S", icon="bookmark", also="save apply settings flags look"),
    Command("mend", "Mend one warning, or a whole batch", ("Alt+M",), Where.PAGES, PROMPT, (Need.FINDING,), "check",
            "fix warning check"),
    _prompt("mend_all", "Mend all warnings", "Alt+Shift+M", needs=(Need.FINDING,), icon="check"),
    _view("fit", "Fit the whole picture", "Ctrl+0", icon="expand", also="zoom whole"),
    _view("actual", "Show pixel for pixel, 100 %", "Ctrl+1", icon="search", also="zoom actual size"),
    _view("double", "Show at 200 %", "Ctrl+2", icon="search", also="zoom double"),
    _view("zoom_in", "Zoom in", "Ctrl++", "Ctrl+=", icon="plus", also="larger magnify"),
    _view("zoom_out", "Zoom out", "Ctrl+-", icon="minus", also="smaller"),
    *(_picture(f"tile{n}", f"Choose tile {n}", str(n), need=Need.TILES, icon="square") for n in (1, 2, 3, 4)),
    _picture("next_tile", "Next tile", "Right", need=Need.TILES, icon="arrow-right"),
    _picture("former_tile", "Former tile", "Left", need=Need.TILES, icon="arrow-left"),
    _picture("tile_above", "Tile above", "Up", need=Need.TILES, icon="arrow-up"),
    _picture("tile_below", "Tile below", "Down", need=Need.TILES, icon="arrow-down"),
    _picture("first_tile", "First tile", "Home", need=Need.TILES, icon="arrow-up"),
    _picture("last_tile", "Last tile", "End", need=Need.TILES, icon="arrow-down"),
    _picture("alone", "Show the tile alone, or all again", "Return", need=Need.DRAWN, icon="maximize",
             also="enlarge zoom"),
    _view("leave", "Take back, or leave the tile or prompt", "Esc", need=Need.GENERATION,
          icon="x"),
    _picture("newer", "Newer picture", "PgUp", need=Need.GENERATION, icon="arrow-up", also="library former"),
    _picture("older", "Older picture", "PgDown", need=Need.GENERATION, icon="arrow-down", also="library next"),
    _picture("compare", "Compare before and after", "C", need=Need.COMPARABLE, icon="columns-2",
             also="original difference blink slider candidates result drift heat"),
    _picture("parent", "Show where it came from", "P", need=Need.PARENT, icon="corner-left-up", also="lineage"),
    _view("stop", "Stop waiting, or cancel what is not sent", "Ctrl+.", need=Need.STOPPABLE, icon="x"),
    _picture("send_now", "Send now what the service refused", "N", need=Need.REFUSED, icon="rotate-ccw", also="again"),
    _picture("wait_again", "Wait for it again", "W", need=Need.SET_ASIDE, icon="clock", also="take up"),
    _picture("fetch", "Fetch the picture", "G", need=Need.UNFETCHED, icon="download", also="get"),
    _view("try_again", "Try again: a new request", "Ctrl+T", need=Need.TRY_AGAIN, icon="rotate-ccw", also="retry"),
    _picture("edit_prompt", "Edit the prompt that failed", "E", need=Need.EDIT_PROMPT, icon="pencil"),
    _picture("copy_details", "Copy the failure's details", "C", need=Need.FAILED, icon="copy"),
    _picture("copy_trace", "Copy the trace id", "T", need=Need.TRACED, icon="copy"),
    _act("upscale_tile", "Upscale the tile", "U", Need.TILES, Need.TILE, Need.UPSCALE, icon="image-upscale"),
    _act("vary_tile", "Vary the tile", "V", Need.TILES, Need.TILE, Need.VARIATION, icon="shuffle", also="variation"),
    _act(
        "upscale_and_repaint", "Upscale the tile and repaint", "Shift+B", Need.TILES, Need.TILE, Need.UPSCALE,
        icon="brush", also="region mask edit",
    ),
    _act("repaint", "Repaint region", "B", Need.GENERATION, Need.UNFAILED, Need.STILL, Need.REPAINTABLE,
         icon="brush", also="mask edit brush inpaint"),
    _act("action:reroll", "Reroll", "R", icon="dices", action="reroll", also="again same prompt"),
    *(_single(action_id, key) for action_id, key in _SINGLE_KEYS.items()),
    _kept("search", "Search the library", "Ctrl+F", Need.GENERATION, icon="search", also="find prompt"),
    _kept("use_prompt", "Use the prompt again", "Ctrl+U", Need.GENERATION, icon="rotate-ccw", also="reuse repeat"),
    _kept("copy_prompt", "Copy the prompt", "Ctrl+Alt+C", Need.GENERATION, icon="copy", also="text clipboard"),
    _kept("as_code", "Show the request as code", "Ctrl+Shift+K", Need.GENERATION, Need.ASKED, icon="code-xml",
          also="api program"),
    *(
        _kept(f"copy_{language.id}", f"Copy as {language.words}", _CODE_KEYS[language.id], Need.GENERATION, Need.ASKED,
              icon="copy", also="code api")
        for language in as_code.LANGUAGES
    ),
    _kept("save", "Save the picture, tile or clip as a file", "Ctrl+S", Need.FILE, icon="download", also="export as"),
    _kept("save_tiles", "Save the four tiles", "Ctrl+Shift+S", Need.FILE, Need.TILES, icon="download", also="export"),
    _at_hand("copy_picture", "Copy the picture, tile or clip", "Ctrl+C", Need.FILE, icon="copy", also="clipboard"),
    _kept("copy_file", "Copy it as a file", "Ctrl+Shift+C", Need.FILE, icon="copy", also="clipboard picture tile"),
    _kept("show_file", "Show the file on the disk", "Ctrl+Shift+E", Need.FILE, icon="hard-drive", also="reveal place"),
    _at_hand("made_of_it", "Show what was made of it", "Shift+P", Need.CHILDREN, icon="corner-right-down",
             also="lineage children"),
    _at_hand("menu", "Open the picture's menu", "Shift+F10", Need.GENERATION, icon="ellipsis", also="context right"),
    _at_hand("delete", "Move to the trash", "Del", Need.AT_REST, icon="trash-2", also="delete remove"),
    _at_hand("undo_delete", "Take back the last move to the trash", "Ctrl+Z", icon="undo-2", also="undo restore"),
    _kept("trash", "Show the trash", "Ctrl+Shift+T", icon="trash-2", also="restore deleted empty"),
    _kept("empty_trash", "Empty the trash", "Ctrl+Shift+Del", icon="trash-2", also="remove for good delete"),
    _kept("hide_demo", "Hide or show demo pictures", "Ctrl+Shift+D", icon="flask-conical", also="filter"),
    _kept("remove_demo", "Move demo pictures to the trash", "Ctrl+Alt+D", icon="flask-conical", also="delete"),
    _compare("slider", "Before and after, parted by a divider", "S", icon="columns-2", also="slide wipe split"),
    _compare("blink", "Blink: before and after in turn", "X", icon="image", also="swap flicker toggle"),
    _compare("difference", "Difference", "D", icon="contrast", also="changed pixels"),
    _compare("heat", "Heat map: what drifted outside the mask", "H", need=Need.MASKED, icon="layers", also="drift"),
    _compare("mask", "The mask that was sent", "M", need=Need.MASKED, icon="contrast", also="black white region"),
    _compare("all", "Side by side, with the same zoom", "A", icon="images", also="four candidates all synchronous"),
    *(
        _compare(f"candidate{n}", f"Candidate {n}", str(n), need=Need.CANDIDATES, icon="square", also="result")
        for n in (1, 2, 3, 4)
    ),
    _compare("next", "Next candidate", "Down", need=Need.CANDIDATES, icon="arrow-down"),
    _compare("former", "Former candidate", "Up", need=Need.CANDIDATES, icon="arrow-up"),
    _compare("left", "Divider to the left", "Left", icon="arrow-left", also="slider"),
    _compare("right", "Divider to the right", "Right", icon="arrow-right", also="slider"),
    _compare("keep", "Keep the rest exact: a composite", "K", need=Need.KEEPABLE, icon="layers", also="outside mask"),
    _compare("back", "Back to the picture", "C", icon="x", also="close done leave"),
    *(
        Command(name, words, keys, Where[place], group, needs, icon, also)
        for name, words, keys, place, group, needs, icon, also in (*ALL, *ROWS)
    ),
    _window("palette", "Find a command", "Ctrl+K", icon="search", also="palette search", all_over=True),
    _window("shortcuts", "Keyboard shortcuts", "F1", "?", icon="keyboard", also="keys sheet help", all_over=True),
    _window("go_prompt", "Go to the prompt", "Ctrl+P", icon="pencil", also="focus type"),
    _window("go_picture", "Go to the picture", "Ctrl+I", needs=(Need.GENERATION,), icon="image", also="focus viewer"),
    _window("go_library", "Go to the library", "Ctrl+L", needs=(Need.GENERATION,), icon="images", also="focus strip"),
    _window("fold_both", "Fold both side panels", "F", icon="maximize", also="hide unfold picture only"),
    _window("fold_prompt", "Fold the prompt panel", "Ctrl+Shift+P", icon="panel-left", also="hide unfold left"),
    _window("fold_library", "Fold the library", "Ctrl+Shift+L", icon="panel-right", also="hide unfold right"),
    _window("message", "Press the message's button", "Ctrl+M", needs=(Need.MESSAGE,), icon="check", all_over=True),
    _window("tasks", "Tasks of the account", "Ctrl+J", icon="history", pages=True,
            also="recover fetch missing list ids"),
    _window("settings", "Settings", "Ctrl+,", icon="settings", also="preferences options", all_over=True),
    _window("account", "Connect account", "Ctrl+Shift+A", icon="plug", pages=True,
            also="token disconnect login key service address"),
    *(
        _window(f"settings:{part}", words, key, icon=icon, also=also, pages=True)
        for part, words, key, icon, also in _SETTINGS
    ),
    _window("batch", "Batch of prompts", "Ctrl+Shift+B", icon="layers", pages=True,
            also="permutations csv ranges sheet many"),
    _window("costs", "Costs", "Ctrl+Shift+M", icon="coins", pages=True,
            also="money prices ledger credits limit budget"),
    _window("about", "About MJ Desktop", "Shift+F1", icon="info", pages=True,
            also="version licence changelog diagnostics"),
    _window("quit", "Close the window", "Ctrl+Q", icon="x", also="quit exit", all_over=True),
    _mask("brush", "Brush", "B", icon="brush", also="add paint"),
    _mask("eraser", "Eraser", "E", icon="eraser", also="subtract"),
    _mask("swap", "Swap brush and eraser", "X", icon="contrast", also="add subtract"),
    _mask("smaller", "Smaller brush", "[", "Ctrl+Alt+-", icon="minus", also="size"),
    _mask("larger", "Larger brush", "]", "Ctrl+Alt++", icon="plus", also="size"),
    _mask("softer", "Softer brush", "{", "Ctrl+Alt+,", icon="minus", also="hardness feather"),
    _mask("harder", "Harder brush", "}", "Ctrl+Alt+.", icon="plus", also="hardness"),
    _mask("pressure", "Pen pressure sets the size, or not", "P", icon="pencil", also="tablet stylus"),
    _mask("shape", "Rectangle", "M", icon="square-dashed", also="marquee box"),
    _mask("next_shape", "Rectangle or ellipse", "Shift+M", icon="circle-dashed", also="marquee circle"),
    _mask("lasso", "Lasso", "L", icon="lasso", also="freehand outline"),
    _mask("next_lasso", "Next lasso: freehand, polygon, magnetic", "Shift+L", icon="pentagon", also="scissors edges"),
    _mask("wand", "Wand", "W", icon="wand-sparkles", also="flood fill colour tolerance"),
    _mask("next_wand", "Wand or smart select", "Shift+W", icon="square-dashed-mouse-pointer", also="subject object"),
    _mask("hand", "Move the view", "H", icon="hand", also="pan hand"),
    _mask("confirm", "Apply, or close the outline", "Return", icon="check", also="enter done"),
    _mask("step_back", "Take the last corner back", "Backspace", icon="undo-2", also="polygon magnetic"),
    _mask("undo", "Undo the stroke", "Ctrl+Z", need=Need.UNDO, icon="undo-2"),
    _mask("redo", "Redo the stroke", "Ctrl+Shift+Z", "Ctrl+Y", need=Need.REDO, icon="redo-2"),
    _mask("all", "Paint everything", "Ctrl+A", icon="square", also="select all"),
    _mask("clear", "Clear the mask", "Ctrl+D", need=Need.MASK, icon="trash-2", also="none deselect"),
    _mask("invert", "Invert the mask", "I", "Ctrl+Shift+I", icon="contrast"),
    _mask("grow", "Grow the mask", "G", need=Need.MASK, icon="plus", also="expand dilate"),
    _mask("shrink", "Shrink the mask", "S", need=Need.MASK, icon="minus", also="contract erode"),
    _mask("smooth", "Smooth the mask", "T", need=Need.MASK, icon="sprout", also="round corners"),
    _mask("feather", "Feather the mask", "Shift+F6", need=Need.MASK, icon="sun-moon", also="soft edges blur"),
    _mask("fill_holes", "Fill the mask's holes", "F", need=Need.MASK, icon="check", also="close gaps"),
    _mask("overlay", "Overlay, mask only, off", "Q", icon="layers", also="colour quick mask show hide"),
    _mask("sent", "Show what is sent, or not", "V", icon="columns-2", also="black white format bytes"),
    _mask("fit", "Fit the whole picture", "Ctrl+0", icon="expand", also="zoom"),
    _mask("actual", "Show pixel for pixel, 100 %", "Ctrl+1", icon="search", also="zoom"),
    _mask("double", "Show at 200 %", "Ctrl+2", icon="search", also="zoom"),
    _mask("zoom_in", "Zoom in", "Ctrl++", "Ctrl+=", "Ctrl+Shift++", icon="plus", also="larger magnify"),
    _mask("zoom_out", "Zoom out", "Ctrl+-", icon="minus", also="smaller"),
    _mask("import", "Open a mask from a file", "Ctrl+O", icon="upload", also="import load png jpeg"),
    _mask("paste", "Paste a mask", "Ctrl+V", icon="copy", also="import clipboard"),
    _mask("export", "Save the mask as a file", "Ctrl+S", need=Need.MASK, icon="download", also="export png"),
    _mask("reuse", "Use the last mask again", "Ctrl+Shift+D", icon="history", also="reuse reselect"),
    _mask("carry", "Use a sibling's mask", "Ctrl+Shift+V", icon="corner-left-up", also="carry over draft"),
    _mask("submit", "Repaint the region", "Ctrl+Return", need=Need.MASK, icon="sparkles", also="generate send"),
    _mask("back", "Back to the picture; the mask is kept", "Esc", icon="arrow-left", also="done close leave"),
)  # fmt: skip

_BY_ID = {command.id: command for command in COMMANDS}


def named(command_id: str) -> Command:
    """The command of that id out of the table; KeyError for any other."""
    return _BY_ID[command_id]


def keys_at(*places: Where, keymap: Keymap = UNCHANGED) -> dict[str, tuple[Command, ...]]:
    """By key, the commands that hold at `places`: several where only the picture on view tells them apart."""
    found: dict[str, tuple[Command, ...]] = {}
    for command in COMMANDS:
        for key in keymap.keys(command.id, command.keys) if command.where in places else ():
            found[key] = (*found.get(key, ()), command)
    return found


def of_picture(generation: Generation | None, keymap: Keymap = UNCHANGED) -> list[Command]:
    """A command for every action of a generation that is not in the table: those of tiles, and the less common."""
    if generation is None:
        return []
    named_there = {command.action for command in COMMANDS}
    held = [action for _, group in actions.grouped(generation.actions) for action in group]
    tiles = [action for action in held if action.tile is not None]
    others = [action for action in held if action.tile is None and action.id not in named_there]
    keys = (*OTHER_KEYS, *[""] * len(others))
    of_tiles = [_of_tile(action, generation.is_grid, keymap) for action in tiles]
    return of_tiles + [_other(a, k) for a, k in zip(others, keys, strict=False)]


def _of_tile(action: actions.Action, in_grid: bool, keymap: Keymap) -> Command:
    """A tile's action: in a grid the tile's key, then the verb's; where it stands alone the verb's key."""
    key, digit = _first(_OF_TILE.get(action.verb, ""), keymap), _first(f"tile{action.tile}", keymap)
    keys = (f"{digit}, {key}" if digit and key else "") if in_grid else key
    return _act(f"action:{action.id}", action.label, keys, icon=action.icon, action=action.id, also=action.hint)


_OF_TILE = {"upscale": "upscale_tile", "variation": "vary_tile"}


def _first(command_id: str, keymap: Keymap) -> str:
    command = _BY_ID.get(command_id)
    return next(iter(keymap.keys(command.id, command.keys)), "") if command is not None else ""


def _other(action: actions.Action, key: str) -> Command:
    return _act(f"action:{action.id}", action.label, key, icon=action.icon, action=action.id, also=action.hint)
