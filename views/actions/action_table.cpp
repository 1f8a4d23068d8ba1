#include "views/actions/action_table.h"

#include <QCoreApplication>

#include <array>

namespace views {

namespace {

using enum ActionCategory;

// Key sequences as OPERATIONS has them: letters act where no text is being typed.
constexpr std::array kActions{
    ActionSpec{"file.open", File, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Open…"), "Ctrl+O", "open"},
    ActionSpec{"file.saveState", File, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Save state…"), "Ctrl+S",
               "save"},
    ActionSpec{"file.exportTable", File, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Export table as CSV…"),
               "Ctrl+E", "export"},
    ActionSpec{"file.screenshot", File, QT_TRANSLATE_NOOP("views::ActionRegistry", "S&creenshot…"),
               "Ctrl+Shift+S", "camera"},
    ActionSpec{"file.quit", File, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Quit"), "Ctrl+Q", "quit"},

    ActionSpec{"go.search", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Search everything"), "Ctrl+F /",
               "search"},
    ActionSpec{"go.up", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "One level &up"), "Esc", "up"},
    ActionSpec{"go.nextAttention", Go,
               QT_TRANSLATE_NOOP("views::ActionRegistry", "&Next thing that needs attention"), "J", ""},
    ActionSpec{"go.previousAttention", Go,
               QT_TRANSLATE_NOOP("views::ActionRegistry", "&Previous thing that needs attention"), "K", ""},
    ActionSpec{"go.attention", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Attention"), "Ctrl+1",
               "attention"},
    ActionSpec{"go.pools", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "Resource p&ools"), "Ctrl+2",
               "table"},
    ActionSpec{"go.links", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Links"), "Ctrl+3", "table"},
    ActionSpec{"go.flows", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Flows"), "Ctrl+4", "table"},
    ActionSpec{"go.jobs", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Jobs"), "Ctrl+5", "table"},
    ActionSpec{"go.sources", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "Data sou&rces"), "Ctrl+6",
               "table"},
    ActionSpec{"go.paths", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "Pat&hs and reach"), "Ctrl+7",
               "path"},
    ActionSpec{"go.shiftLog", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "Sh&ift log"), "Ctrl+8", "log"},
    ActionSpec{"go.swapPath", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "Paths the other &way about"),
               "X", "swap"},
    ActionSpec{"go.clearFilter", Go, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Clear filter"),
               "Ctrl+Shift+F", "filter"},

    ActionSpec{"map.fit", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Fit the map"), "F Ctrl+0", "fit"},
    ActionSpec{"map.zoomIn", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Zoom &in"), "+ =", "zoom-in"},
    ActionSpec{"map.zoomOut", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Zoom &out"), "-", "zoom-out"},
    ActionSpec{"map.basemap", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Basemap"), "", "", true},
    ActionSpec{"map.labels", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Labels"), "", "", true},
    ActionSpec{"map.links", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Backbone lin&ks"), "", "", true},
    ActionSpec{"map.accessLinks", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Access links"), "", "",
               true},
    ActionSpec{"map.flows", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Fl&ows"), "", "", true},
    ActionSpec{"map.pools", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Resource &pools"), "", "", true},
    ActionSpec{"map.sites", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Sites"), "", "", true},
    ActionSpec{"map.severity", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "S&everity marks"), "", "",
               true},
    ActionSpec{"map.circle1", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Reach within &1 ms"), "", "",
               true},
    ActionSpec{"map.circle5", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Reach within &5 ms"), "", "",
               true},
    ActionSpec{"map.circle20", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Reach within &20 ms"), "", "",
               true},
    ActionSpec{"map.residual", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Resi&duals of links"), "", "",
               true},
    ActionSpec{"map.legend", Map, QT_TRANSLATE_NOOP("views::ActionRegistry", "Le&gend"), "", "", true},

    ActionSpec{"time.live", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Back to live"), "L", "live"},
    ActionSpec{"time.hold", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Hold this moment"),
               "Ctrl+Space", "pause", true},
    ActionSpec{"time.play", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Play or pause"), "Space",
               "play"},
    ActionSpec{"time.stepBack", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "A second &earlier"),
               "Alt+Left", "step-back"},
    ActionSpec{"time.stepForward", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "A second &later"),
               "Alt+Right", "step-forward"},
    ActionSpec{"time.previousEvent", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "P&revious event"), "[",
               "previous"},
    ActionSpec{"time.nextEvent", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Next event"), "]",
               "next"},
    ActionSpec{"time.faster", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Faster"), ">", ""},
    ActionSpec{"time.slower", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Slower"), "<", ""},
    ActionSpec{"time.goTo", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Go to a moment or range…"),
               "G", ""},
    ActionSpec{"time.zoomIn", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "Show a shorter s&tretch"),
               "Shift+Z", ""},
    ActionSpec{"time.zoomOut", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "Sh&ow a longer stretch"),
               "Z", ""},
    ActionSpec{"time.copyRange", Time, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Copy the stretch shown"),
               "Ctrl+Shift+C", ""},

    ActionSpec{"desk.acknowledge", Handling, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Acknowledge"), "A",
               "check"},
    ActionSpec{"desk.unacknowledge", Handling,
               QT_TRANSLATE_NOOP("views::ActionRegistry", "&Take the acknowledgement back"), "Shift+A", ""},
    ActionSpec{"desk.shelve", Handling, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Shelve…"), "S",
               "shelve"},
    ActionSpec{"desk.unshelve", Handling, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Unshelve"), "Shift+S",
               ""},
    ActionSpec{"desk.comment", Handling, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Comment…"), "C",
               "comment"},
    ActionSpec{"desk.assign", Handling, QT_TRANSLATE_NOOP("views::ActionRegistry", "Assi&gn…"), "O", ""},
    ActionSpec{"desk.note", Handling, QT_TRANSLATE_NOOP("views::ActionRegistry", "Write a &note"), "N",
               "log"},

    ActionSpec{"view.dark", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Dark"), "", "", true},
    ActionSpec{"view.light", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Light"), "", "", true},
    ActionSpec{"view.english", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "&English"), "", "", true},
    ActionSpec{"view.chinese", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Chinese (simplified)"), "",
               "", true},
    ActionSpec{"view.navigator", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Navigator"), "", "tree",
               true},
    ActionSpec{"view.inspector", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Inspector"), "",
               "inspect", true},
    ActionSpec{"view.attention", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Attention"), "",
               "attention", true},
    ActionSpec{"view.pools", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "Resource &pools"), "", "table",
               true},
    ActionSpec{"view.links", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "Lin&ks"), "", "table", true},
    ActionSpec{"view.flows", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Flows"), "", "table", true},
    ActionSpec{"view.jobs", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "&Jobs"), "", "table", true},
    ActionSpec{"view.sources", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "Data sou&rces"), "", "table",
               true},
    ActionSpec{"view.paths", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "Pat&hs and reach"), "", "path",
               true},
    ActionSpec{"view.shiftLog", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "Sh&ift log"), "", "log",
               true},
    ActionSpec{"view.mapOnly", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "Only the &map"),
               "Ctrl+Shift+M", "map", true},
    ActionSpec{"view.fullScreen", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "F&ull screen"), "F11",
               "full-screen", true},
    ActionSpec{"view.resetLayout", View, QT_TRANSLATE_NOOP("views::ActionRegistry", "Reset la&yout"), "",
               "reset"},

    ActionSpec{"help.shortcuts", Help, QT_TRANSLATE_NOOP("views::ActionRegistry", "Keyboard &shortcuts"),
               "F1 ?", "help"},
    ActionSpec{"help.about", Help, QT_TRANSLATE_NOOP("views::ActionRegistry", "&About Suanwang"), "", "info"},
};

} // namespace

std::span<const ActionSpec> actionTable()
{
    return kActions;
}

} // namespace views
